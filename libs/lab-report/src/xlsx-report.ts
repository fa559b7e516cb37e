import { Resvg } from '@resvg/resvg-js';
import ExcelJs from 'exceljs';
import { picturesOf } from './pictures.ts';
import type { Language, Report, Reported } from './report.ts';
import { sectionsOf, type ReportList, type ReportTable } from './sections.ts';
import { reportTexts } from './texts.ts';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rows that a picture of so many pixels covers. */
const ROW_PX = 20;
const SHEET_NAME_MAX = 31;

/** A workbook: the summary with its pictures, the curve, and a sheet for each table. Text stays text: nothing is a formula. */
export async function xlsxReport(reported: Reported, language: Language): Promise<Report> {
  const book = new ExcelJs.Workbook();
  const texts = reportTexts[language];
  const sections = sectionsOf(reported, language);
  const summary = book.addWorksheet(texts.figures);
  summary.columns = [{ width: 34 }, { width: 60 }];
  summary.addRow([sections.title]).font = { bold: true, size: 14 };
  summary.addRow([sections.subtitle]);
  summary.addRow([sections.noPromise]);
  for (const list of [sections.verdict, sections.findings, sections.stresses])
    if (list) addList(summary, list, language);
  addTable(summary, sections.figures);
  addPictures(summary, reported, language);
  addCurve(book, reported, language);
  for (const table of sections.tables) addTable(sheetFor(book, table.title), table);
  addTable(sheetFor(book, texts.card), sections.card);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  return { fileName: `${reported.run.runId}.xlsx`, contentType: TYPE, bytes };
}

function sheetFor(book: ExcelJs.Workbook, title: string): ExcelJs.Worksheet {
  const name = title.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, SHEET_NAME_MAX);
  return book.addWorksheet(
    book.getWorksheet(name) ? `${name.slice(0, SHEET_NAME_MAX - 3)} ${book.worksheets.length}` : name,
  );
}

function addList(sheet: ExcelJs.Worksheet, { title, items }: ReportList, language: Language): void {
  if (items.length === 0) return;
  const { yes, no } = reportTexts[language];
  sheet.addRow([]);
  sheet.addRow([title]).font = { bold: true };
  for (const { text, passes } of items) sheet.addRow([passes === undefined ? '' : passes ? yes : no, text]);
}

function addTable(sheet: ExcelJs.Worksheet, { title, head, rows }: ReportTable): void {
  sheet.addRow([]);
  sheet.addRow([title]).font = { bold: true };
  if (head.length > 0) sheet.addRow(head).font = { bold: true };
  for (const row of rows) sheet.addRow(row);
}

function addPictures(sheet: ExcelJs.Worksheet, { result }: Reported, language: Language): void {
  let row = sheet.rowCount + 2;
  for (const { title, svg, width, height } of picturesOf(result, reportTexts[language])) {
    sheet.getCell(row, 1).value = title;
    const png = new Resvg(svg, { font: { loadSystemFonts: true } }).render().asPng();
    const imageId = sheet.workbook.addImage({ base64: png.toString('base64'), extension: 'png' });
    sheet.addImage(imageId, { tl: { col: 0, row }, ext: { width, height } });
    row += Math.ceil(height / ROW_PX) + 2;
  }
}

function addCurve(book: ExcelJs.Workbook, { result: { curve, benchmark } }: Reported, language: Language): void {
  if (!curve) return;
  const { columns, equity, drawdown, buyAndHold } = reportTexts[language];
  const rows = curve.timeMs.map((atMs, k) => [
    new Date(atMs).toISOString().slice(0, 16).replace('T', ' '),
    curve.equity[k] ?? null,
    curve.drawdown[k] ?? null,
    benchmark?.[k] ?? null,
  ]);
  addTable(sheetFor(book, equity), {
    title: equity,
    head: [columns['time'] ?? '', equity, drawdown, buyAndHold],
    rows,
  });
}
