import { Resvg } from '@resvg/resvg-js';
import ExcelJs from 'exceljs';
import type { SettlementReport } from '@orbiquant/contracts';
import { fileNameOf } from './file-name.ts';
import { picturesOf } from './pictures.ts';
import type { ReportFile } from './report-file.ts';
import { sectionsOf, type Cell, type Table } from './sections.ts';
import { textsOf, type Language } from './texts.ts';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rows that a picture of so many pixels covers. */
const ROW_PX = 20;
const SHEET_NAME_MAX = 31;
/** A cell holds a double; what has more digits than it keeps is written as text, so that none is lost. */
const DIGITS_MAX = 15;

/** A workbook: the figures with their pictures, and a sheet for each table. Text stays text: nothing is a formula. */
export async function xlsxFile(report: SettlementReport, language: Language): Promise<ReportFile> {
  const book = new ExcelJs.Workbook();
  const { title, subtitle, noPromise, notes, tables } = sectionsOf(report, language);
  const [figures, ...rest] = tables;
  const summary = sheetFor(book, figures!.title);
  summary.columns = [{ width: 38 }, { width: 30 }];
  summary.addRow([title]).font = { bold: true, size: 14 };
  for (const line of [subtitle, noPromise, ...notes]) summary.addRow([line]);
  addTable(summary, figures!);
  addPictures(summary, report, language);
  for (const table of rest) addTable(sheetFor(book, table.title), table);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  return { fileName: fileNameOf(report, 'xlsx'), contentType: TYPE, bytes };
}

const sheetFor = (book: ExcelJs.Workbook, title: string): ExcelJs.Worksheet =>
  book.addWorksheet(title.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, SHEET_NAME_MAX));

function addTable(sheet: ExcelJs.Worksheet, { title, head, rows }: Table): void {
  sheet.addRow([]);
  sheet.addRow([title]).font = { bold: true };
  sheet.addRow(head).font = { bold: true };
  for (const row of rows) sheet.addRow(row.map(valueOf));
}

function valueOf(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  const text = cell.toFixed();
  return text.replaceAll(/[-.]/g, '').replace(/^0+/, '').length > DIGITS_MAX ? text : Number(text);
}

function addPictures(sheet: ExcelJs.Worksheet, report: SettlementReport, language: Language): void {
  let row = sheet.rowCount + 2;
  for (const { title, svg, width, height } of picturesOf(report, textsOf[language])) {
    sheet.getCell(row, 1).value = title;
    const png = new Resvg(svg, { font: { loadSystemFonts: true } }).render().asPng();
    const imageId = sheet.workbook.addImage({ base64: png.toString('base64'), extension: 'png' });
    sheet.addImage(imageId, { tl: { col: 0, row }, ext: { width, height } });
    row += Math.ceil(height / ROW_PX) + 2;
  }
}
