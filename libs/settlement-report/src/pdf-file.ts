import pdfmake from 'pdfmake';
import Roboto from 'pdfmake/fonts/Roboto.js';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { SettlementReport } from '@orbiquant/contracts';
import { cellText } from './cell-text.ts';
import { fileNameOf } from './file-name.ts';
import { picturesOf, type Picture } from './pictures.ts';
import type { ReportFile } from './report-file.ts';
import { sectionsOf, type Table } from './sections.ts';
import { fill, textsOf, type Language } from './texts.ts';

/** Rows of a table on paper; the whole of it is in the Excel report. */
const ROWS_MAX = 60;
const CELL_MAX = 60;
const WIDTH = 515;

/** A settlement to print. */
export async function pdfFile(report: SettlementReport, language: Language): Promise<ReportFile> {
  pdfmake.setFonts(Roboto);
  // a report reads nothing from elsewhere, whatever its texts say
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(Roboto['Roboto'] ?? {}).includes(path));
  const bytes = await pdfmake.createPdf(definition(report, language)).getBuffer();
  return { fileName: fileNameOf(report, 'pdf'), contentType: 'application/pdf', bytes: new Uint8Array(bytes) };
}

function definition(report: SettlementReport, language: Language): TDocumentDefinitions {
  const texts = textsOf[language];
  const { title, subtitle, noPromise, notes, tables } = sectionsOf(report, language);
  const [figures, ...rest] = tables;
  return {
    info: { title },
    pageMargins: [40, 40, 40, 50],
    defaultStyle: { font: 'Roboto', fontSize: 9, color: '#1b2433' },
    footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: 'center', fontSize: 8, color: '#8b98ac' }),
    content: [
      { text: title, fontSize: 16, bold: true },
      { text: subtitle, margin: [0, 4, 0, 2] },
      { text: noPromise, italics: true, color: '#5d6b7f', margin: [0, 0, 0, 8] },
      ...(notes.length > 0 ? [heading(texts.notes), { ul: notes }] : []),
      ...tableContent(figures!, language),
      ...picturesOf(report, texts).map(pictureContent),
      ...rest.flatMap((table) => tableContent(table, language)),
    ],
  };
}

const heading = (text: string): Content => ({ text, fontSize: 12, bold: true, margin: [0, 12, 0, 4] });

const pictureContent = ({ title, svg, width, height }: Picture): Content => ({
  stack: [heading(title), { svg, width: WIDTH, height: (WIDTH * height) / width }],
  unbreakable: true,
});

function tableContent({ title, head, rows }: Table, language: Language): Content[] {
  if (rows.length === 0) return [];
  const body = rows.slice(0, ROWS_MAX).map((row) =>
    row.map((cell) => {
      const text = cellText(cell, language);
      return {
        text: text.length > CELL_MAX ? `${text.slice(0, CELL_MAX)}…` : text,
        alignment: cell !== null && typeof cell === 'object' ? ('right' as const) : ('left' as const),
      };
    }),
  );
  const left = rows.length - ROWS_MAX;
  return [
    heading(title),
    {
      fontSize: 8,
      layout: 'lightHorizontalLines',
      table: { headerRows: 1, body: [head.map((text) => ({ text, bold: true })), ...body] },
    },
    ...(left > 0
      ? [
          {
            text: fill(textsOf[language].more, { count: left }),
            italics: true,
            margin: [0, 4, 0, 0] as [number, number, number, number],
          },
        ]
      : []),
  ];
}
