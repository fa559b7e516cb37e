import type { Trade } from '../engine/records.ts';
import { finding, type Look } from './finding.ts';

/** Below the first, a figure about trades says nothing; below the second, little. */
const TRADES_SERIOUS = 10;
const TRADES_MIN = 30;
/** One trade that made this share of the net gain carries it. */
const LUCKY_SHARE = 0.5;
/** Trades that each parameter needs: below ten observations a fitted value is mostly fitted noise. */
const TRADES_PER_PARAMETER = 10;
/** Wins this often, with losses this many times as large as wins. */
const WIN_RATE_HIGH = 0.65;
const LOSS_RATIO = 2;
/** One of several made this share of what all gained. */
const DEPENDENCE = 0.8;

const pnlOf = (trades: readonly Trade[]): number => trades.reduce((sum, { pnl }) => sum + pnl, 0);
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Nothing was traded at all. */
export const noTrades: Look = ({ run }) =>
  run.tradeCount > 0 ? null : finding('no-trades', { severity: 'serious', suggestion: 'loosen-entry' });

/** Too few trades to tell skill from luck. */
export const fewTrades: Look = ({ run: { tradeCount } }) => {
  if (tradeCount === 0 || tradeCount >= TRADES_MIN) return null;
  const severity = tradeCount < TRADES_SERIOUS ? 'serious' : 'warning';
  return finding('few-trades', {
    severity,
    suggestion: 'longer-history',
    params: { trades: tradeCount, min: TRADES_MIN },
  });
};

/** The gain hangs on one trade. */
export const luckyTrade: Look = ({ run: { trades } }) => {
  const net = pnlOf(trades);
  const best = trades.reduce((most, { pnl }) => Math.max(most, pnl), -Infinity);
  if (trades.length < 3 || net <= 0 || best < LUCKY_SHARE * net) return null;
  const severity = best >= net ? 'serious' : 'warning';
  return finding('lucky-trade', {
    severity,
    suggestion: 'run-monte-carlo',
    params: { share: best / net, without: net - best },
  });
};

/** Many small wins pay for rare large losses, until one comes early. */
export const smallWinsLargeLosses: Look = ({ run: { trades } }) => {
  const wins = trades.filter(({ pnl }) => pnl > 0).map(({ returnShare }) => returnShare);
  const losses = trades.filter(({ pnl }) => pnl < 0).map(({ returnShare }) => -returnShare);
  if (trades.length < TRADES_SERIOUS || wins.length === 0 || losses.length === 0) return null;
  const [winRate, ratio] = [wins.length / trades.length, meanOf(losses) / meanOf(wins)];
  if (winRate < WIN_RATE_HIGH || ratio < LOSS_RATIO) return null;
  return finding('small-wins-large-losses', {
    severity: 'warning',
    suggestion: 'add-stop',
    params: { winRate, ratio },
  });
};

/** One side earns what the other loses. */
export const oneSide: Look = ({ run: { trades } }) => {
  const [long, short] = (['long', 'short'] as const).map((side) => trades.filter((trade) => trade.side === side));
  if (!long?.length || !short?.length) return null;
  const [gainLong, gainShort] = [pnlOf(long), pnlOf(short)];
  if (gainLong > 0 === gainShort > 0) return null;
  const params = { losing: gainLong < gainShort ? 'long' : 'short', gainLong, gainShort };
  return finding('one-side', { severity: 'warning', suggestion: 'drop-losing-side', params });
};

/** Of several instruments one made nearly all of the gain. */
export const oneInstrument: Look = ({ run: { trades }, problem: { instruments } }) => {
  const net = pnlOf(trades);
  if (instruments.length < 2 || net <= 0) return null;
  const gains = instruments.map(({ symbol }) => ({
    symbol,
    gain: pnlOf(trades.filter((trade) => trade.symbol === symbol)),
  }));
  const top = gains.reduce((best, one) => (one.gain > best.gain ? one : best));
  const share = top.gain / net;
  if (share < DEPENDENCE) return null;
  const params = { symbol: top.symbol, share };
  return finding('one-instrument', { severity: 'warning', suggestion: 'test-instruments-alone', params });
};

/** More freedom than the trades can pin down. */
export const manyParameters: Look = ({ run: { tradeCount, runCard } }) => {
  const parameters = Object.keys(runCard.parameters).length;
  if (tradeCount === 0 || tradeCount >= parameters * TRADES_PER_PARAMETER) return null;
  const params = { parameters, trades: tradeCount, min: parameters * TRADES_PER_PARAMETER };
  return finding('many-parameters', { severity: 'warning', suggestion: 'fewer-parameters', params });
};

/** The last trade was closed only because the history ended, and the gain hangs on it. */
export const openEnd: Look = ({ run: { trades } }) => {
  const net = pnlOf(trades);
  const atEnd = pnlOf(trades.filter(({ exitTag }) => exitTag === 'end'));
  if (net <= 0 || atEnd < LUCKY_SHARE * net) return null;
  return finding('open-end', { severity: 'warning', suggestion: 'longer-history', params: { share: atEnd / net } });
};
