/** Paths of the font that comes with the PDF library, which has no types for it. */
declare module 'pdfmake/fonts/Roboto.js' {
  import type { TFontDictionary } from 'pdfmake/interfaces.js';
  const fonts: TFontDictionary;
  export default fonts;
}
