import type { SettlementFigures, SettlementNote, SettlementReport } from '@orbiquant/contracts';
import { toUnits } from '@orbiquant/ledger';
import { Decimal } from '@orbiquant/kernel';
import { fill, textsOf, type Language, type Texts } from './texts.ts';

/** A value of a table: an exact figure, or text; null is "there is none". */
export type Cell = Decimal | string | null;
export type Table = { title: string; head: string[]; rows: Cell[][] };

/** A report in reading order, free of any format. */
export type Sections = { title: string; subtitle: string; noPromise: string; notes: string[]; tables: Table[] };

/** The words and figures of a settlement, in a language. */
export function sectionsOf(report: SettlementReport, language: Language): Sections {
  const texts = textsOf[language];
  const { day, cycle, settledAtMs, currency } = report;
  const at = instantText(settledAtMs);
  return {
    title: fill(texts.title, { day }),
    subtitle: fill(cycle === 'close' ? texts.closed : texts.look, { at, currency }),
    noPromise: texts.noPromise,
    notes: report.notes.map((note) => noteText(note, texts)),
    tables: [
      figureTable(report, texts),
      agentTable(report, texts),
      symbolTable(report, texts),
      shareTable(report, texts),
      historyTable(report, texts),
    ],
  };
}

/** `2026-02-28 23:59`, UTC. */
export const instantText = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');

const noteText = ({ code, count, about }: SettlementNote, texts: Texts): string =>
  fill(texts.note[code], { count, about: code === 'macro-fallback' ? instantText(Number(about)) : about });

const percent = (ratio: Decimal | null): Decimal | null => ratio && ratio.times(100);
const count = (value: number): Decimal => new Decimal(value);
const moneyOf =
  ({ exponent }: SettlementReport) =>
  (minor: bigint): Decimal =>
    toUnits(minor, exponent);

function figureTable(report: SettlementReport, { figures, words }: Texts): Table {
  const money = moneyOf(report);
  const { totals, maxDrawdown, sharpe, flows, people, macro } = report;
  return {
    title: figures,
    head: [words.measure, words.value],
    rows: [
      [words.profit, money(totals.profitMinor)],
      [words.loss, money(totals.lossMinor)],
      [words.net, money(totals.netMinor)],
      [words.operations, count(totals.operations)],
      [words.wins, count(totals.wins)],
      [words.losses, count(totals.losses)],
      [words.pool, totals.poolMinor === null ? null : money(totals.poolMinor)],
      [words.roi, percent(totals.roi)],
      [words.maxDrawdown, percent(maxDrawdown)],
      [words.sharpe, sharpe],
      [words.paidIn, money(flows.paidInMinor)],
      [words.paidOut, money(flows.paidOutMinor)],
      [words.joined, count(people.joined)],
      [words.left, count(people.left)],
      [words.sp500, macro?.sp500 ?? null],
      [words.vix, macro?.vix ?? null],
    ],
  };
}

function agentTable(report: SettlementReport, { agents, words }: Texts): Table {
  const money = moneyOf(report);
  const row = ({ profitMinor, lossMinor, netMinor, operations, poolMinor, roi }: SettlementFigures): Cell[] => [
    money(profitMinor),
    money(lossMinor),
    money(netMinor),
    count(operations),
    poolMinor === null ? null : money(poolMinor),
    percent(roi),
  ];
  return {
    title: agents,
    head: [words.agent, words.profit, words.loss, words.net, words.operations, words.pool, words.roi],
    rows: report.agents.map((agent) => [agent.agentId, ...row(agent)]),
  };
}

function symbolTable(report: SettlementReport, { symbols, words }: Texts): Table {
  const money = moneyOf(report);
  return {
    title: symbols,
    head: [words.symbol, words.exchange, words.net, words.operations],
    rows: report.symbols.map(({ symbol, exchange, netMinor, operations }) => [
      symbol,
      exchange,
      money(netMinor),
      count(operations),
    ]),
  };
}

function shareTable(report: SettlementReport, { shares, words, dispositions }: Texts): Table {
  const money = moneyOf(report);
  return {
    title: shares,
    head: [words.holder, words.pooled, words.own, words.total, words.disposition],
    rows: report.shares.map(({ holder, pooledMinor, ownMinor, totalMinor, disposition }) => [
      holder,
      money(pooledMinor),
      money(ownMinor),
      money(totalMinor),
      dispositions[disposition],
    ]),
  };
}

function historyTable(report: SettlementReport, { history, words }: Texts): Table {
  const money = moneyOf(report);
  return {
    title: history,
    head: [words.day, words.net, words.roi],
    rows: report.history.map(({ day, netMinor, roi }) => [day, money(netMinor), percent(roi)]),
  };
}
