import type { SettlementFigures, SettlementReport } from '@orbiquant/contracts';
import { toUnits } from '@orbiquant/ledger';
import type { Decimal } from '@orbiquant/kernel';
import { fileNameOf } from './file-name.ts';
import type { ReportFile } from './report-file.ts';

type Value = string | number | Decimal | null;
type Row = [section: string, name: string, measure: string, value: Value];

const HEAD: Row = ['section', 'name', 'measure', 'value'];
const NUMBER = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula. @see OWASP, "CSV Injection" */
const FORMULA = /^[=+\-@\t\r]/;

/** One long table, `section,name,measure,value`, with a comma and a point whatever the language: for other programs. */
export function csvFile(report: SettlementReport): ReportFile {
  const text = [HEAD, ...rowsOf(report)].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  return {
    fileName: fileNameOf(report, 'csv'),
    contentType: 'text/csv; charset=utf-8',
    bytes: new TextEncoder().encode(text),
  };
}

/** Text that a spreadsheet would run is made text by an apostrophe; numbers stay numbers. @see RFC 4180 for the quotes */
function cell(value: Value): string {
  const text = value === null ? '' : typeof value === 'object' ? value.toFixed() : String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function rowsOf(report: SettlementReport): Row[] {
  const money = (minor: bigint): string => toUnits(minor, report.exponent).toFixed();
  const { day, cycle, currency, settledAtMs, totals, maxDrawdown, sharpe, agents, symbols, shares, notes, history } =
    report;
  return [
    ['day', day, 'cycle', cycle],
    ['day', day, 'currency', currency],
    ['day', day, 'settled_at', new Date(settledAtMs).toISOString()],
    ...figureRows(['total', day], totals, money),
    ['total', day, 'max_drawdown', maxDrawdown],
    ['total', day, 'sharpe', sharpe],
    ...agents.flatMap((agent) => figureRows(['agent', agent.agentId], agent, money)),
    ...symbols.flatMap(({ symbol, exchange, netMinor, operations }): Row[] => [
      ['symbol', `${symbol}@${exchange}`, 'net', money(netMinor)],
      ['symbol', `${symbol}@${exchange}`, 'operations', operations],
    ]),
    ...shares.flatMap(({ holder, totalMinor, pooledMinor, ownMinor, disposition }): Row[] => [
      ['share', holder, 'total', money(totalMinor)],
      ['share', holder, 'pooled', money(pooledMinor)],
      ['share', holder, 'own', money(ownMinor)],
      ['share', holder, 'disposition', disposition],
    ]),
    ...otherRows(report, money),
    ...history.map((past): Row => ['history', past.day, 'net', money(past.netMinor)]),
    ...notes.map(({ code, count, about }): Row => ['note', about, code, count]),
  ];
}

type ToMoney = (minor: bigint) => string;

const figureRows = ([section, name]: readonly [string, string], figures: SettlementFigures, money: ToMoney): Row[] => [
  [section, name, 'profit', money(figures.profitMinor)],
  [section, name, 'loss', money(figures.lossMinor)],
  [section, name, 'net', money(figures.netMinor)],
  [section, name, 'operations', figures.operations],
  [section, name, 'wins', figures.wins],
  [section, name, 'losses', figures.losses],
  [section, name, 'pool', figures.poolMinor === null ? null : money(figures.poolMinor)],
  [section, name, 'roi', figures.roi],
];

function otherRows({ day, flows, people, macro }: SettlementReport, money: ToMoney): Row[] {
  return [
    ['flows', day, 'paid_in', money(flows.paidInMinor)],
    ['flows', day, 'paid_out', money(flows.paidOutMinor)],
    ['people', day, 'joined', people.joined],
    ['people', day, 'left', people.left],
    ['macro', 'S&P 500', 'price', macro?.sp500 ?? null],
    ['macro', 'VIX', 'price', macro?.vix ?? null],
    ['macro', day, 'is_fallback', macro === null ? null : String(macro.isFallback)],
  ];
}
