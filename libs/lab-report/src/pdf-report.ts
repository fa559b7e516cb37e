import pdfmake from 'pdfmake';
import Roboto from 'pdfmake/fonts/Roboto.js';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { short } from './html-report.ts';
import { picturesOf } from './pictures.ts';
import type { Language, Report, Reported } from './report.ts';
import { sectionsOf, type ReportList, type ReportTable } from './sections.ts';
import { reportTexts } from './texts.ts';

/** Rows of a table on paper; the whole of it is in the Excel report. */
const ROWS_MAX = 60;
const CELL_MAX = 90;
const WIDTH = 515;

/** A report to print. */
export async function pdfReport(reported: Reported, language: Language): Promise<Report> {
  pdfmake.setFonts(Roboto);
  // a report reads nothing from elsewhere, whatever its texts say
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(Roboto['Roboto'] ?? {}).includes(path));
  const bytes = await pdfmake.createPdf(definition(reported, language)).getBuffer();
  return { fileName: `${reported.run.runId}.pdf`, contentType: 'application/pdf', bytes: new Uint8Array(bytes) };
}

function definition(reported: Reported, language: Language): TDocumentDefinitions {
  const texts = reportTexts[language];
  const { title, subtitle, noPromise, verdict, figures, findings, stresses, tables, card } = sectionsOf(
    reported,
    language,
  );
  return {
    info: { title },
    pageMargins: [40, 40, 40, 50],
    defaultStyle: { font: 'Roboto', fontSize: 9, color: '#1b2433' },
    footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: 'center', fontSize: 8, color: '#8b98ac' }),
    content: [
      { text: title, fontSize: 16, bold: true },
      { text: subtitle, margin: [0, 4, 0, 2] },
      { text: noPromise, italics: true, color: '#5d6b7f', margin: [0, 0, 0, 8] },
      ...(verdict ? list(verdict) : []),
      ...table(figures),
      ...picturesOf(reported.result, texts).map(picture),
      ...(findings.items.length > 0 ? list(findings) : []),
      ...(stresses.items.length > 0 ? list(stresses) : []),
      ...tables.flatMap(table),
      ...table(card),
    ],
  };
}

const heading = (text: string): Content => ({ text, fontSize: 12, bold: true, margin: [0, 12, 0, 4] });

const picture = ({ title, svg, width, height }: ReturnType<typeof picturesOf>[number]): Content => ({
  stack: [heading(title), { svg, width: WIDTH, height: (WIDTH * height) / width }],
  unbreakable: true,
});

const list = ({ title, items }: ReportList): Content[] => [
  heading(title),
  {
    ul: items.map(({ text, passes }) => ({
      text: passes === undefined ? text : `${passes ? '+' : '–'} ${text}`,
      color: passes === false ? '#b8500c' : '#1b2433',
    })),
  },
];

function table({ title, head, rows }: ReportTable): Content[] {
  if (rows.length === 0) return [];
  const body = rows
    .slice(0, ROWS_MAX)
    .map((row) => row.map((value) => cut(typeof value === 'number' ? short(value) : (value ?? '—'))));
  const top = head.length > 0 ? [head.map((text) => ({ text, bold: true }))] : [];
  return [
    heading(title),
    { fontSize: 7, layout: 'lightHorizontalLines', table: { headerRows: top.length, body: [...top, ...body] } },
  ];
}

const cut = (text: string): string => (text.length > CELL_MAX ? `${text.slice(0, CELL_MAX)}…` : text);
