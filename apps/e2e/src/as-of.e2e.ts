import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  askCopilot,
  getCandles,
  getDecisions,
  getEquityCurve,
  getFills,
  getHmaSma,
  getInstruments,
  getMarketClock,
  getOrderBook,
  getPredictions,
  getQuality,
  getTickers,
  getTrades,
  INTERVALS,
  predictRange,
} from '@orbiquant/contracts';
import { eventually } from './eventually.ts';
import { garbageAfter } from './garbage-after.ts';
import { startStack, type Stack } from './stack.ts';

const HOUR_MS = 3_600_000;
const SYMBOLS = ['BTC/USDT', 'ETH/USDT'] as const;
const QUESTIONS = [
  { question: 'How is Bitcoin doing?', language: 'en' as const },
  { question: '¿Cómo están el RSI y la media de Hull de ETH en 1h?', language: 'es' as const },
  { question: 'How volatile is BTC?', language: 'en' as const },
];
const params = { agentId: 'orion' as const };

describe('nothing from after the cursor shows before it', () => {
  let stack: Stack;
  let atMs: number;
  let before: Record<string, string>;
  let laterBefore: Record<string, string>;

  beforeAll(async () => {
    stack = await startStack({ portOffset: 13_000, speed: 1_000 });
    const startMs = (await stack.investor.call(getMarketClock)).nowMs;
    await eventually(
      'five hours of market',
      async () => (await stack.investor.call(getMarketClock)).nowMs > startMs + 5 * HOUR_MS,
      90_000,
    );
    await stack.market('pause');
    await eventually(
      'the agents have decided on it',
      async () => (await newestDecisionMs()) > startMs + 4 * HOUR_MS,
      30_000,
    );
    // in the middle of an hour, a five-minute and a one-minute candle
    atMs = Math.floor(startMs / HOUR_MS) * HOUR_MS + 2 * HOUR_MS + 37 * 60_000 + 12_345;
  });
  afterAll(() => stack?.stop());

  const newestDecisionMs = async (): Promise<number> =>
    (await stack.investor.call(getDecisions, { params, query: { limit: 1 } }))[0]?.asOfMs ?? 0;

  it('reads of the market, the models, the journal and the copilot are byte for byte what they were', async () => {
    before = await everythingAt(stack, atMs);
    laterBefore = await everythingAt(stack, atMs + 2 * HOUR_MS);
    const rows = await garbageAfter(stack.ownerUrl(), atMs);
    expect(rows.slice(0, 5).every((count) => count > 0)).toBe(true);
    const after = await everythingAt(stack, atMs);
    expect(Object.keys(after).filter((what) => after[what] !== before[what])).toEqual([]);
  });

  it('the garbage is really there: two hours later all of them show it', async () => {
    const later = await everythingAt(stack, atMs + 2 * HOUR_MS);
    const blind = Object.keys(later).filter((what) => later[what] === laterBefore[what]);
    // what knows no time, is kept in memory only, or lies wholly before
    const timeless = /^(instruments|orderbook|trades|fills|candles .* 1[wM]$)/;
    expect(blind.filter((what) => !timeless.test(what))).toEqual([]);
  });

  it('the answers say something: candles, an indicator, a forecast, decisions and a figure with its tool', () => {
    const named = (what: string): string => before[what] ?? '';
    expect(JSON.parse(named('candles BTC/USDT 5m')).close.length).toBeGreaterThan(100);
    expect(JSON.parse(named('forecast BTC/USDT')).asOfMs).toBeLessThanOrEqual(atMs);
    expect(JSON.parse(named('decisions')).length).toBeGreaterThan(0);
    expect(JSON.parse(named('hma-sma BTC/USDT')).hma200_4h.at(-1)).toBeGreaterThan(0);
    for (const { question } of QUESTIONS) expect(named(`copilot ${question}`)).toContain('"kind":"figure"');
  });
});

/** Every read that takes a cursor, as it came over the wire. */
async function everythingAt(stack: Stack, asOf: number): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const symbol of SYMBOLS) Object.assign(answers, await marketAt(stack, symbol, asOf));
  const { investor } = stack;
  answers['instruments'] = (await investor.ask(getInstruments)).text;
  answers['tickers'] = (await investor.ask(getTickers, { query: { asOf } })).text;
  answers['quality'] = (await investor.ask(getQuality, { query: { asOf } })).text;
  answers['decisions'] = (await investor.ask(getDecisions, { params, query: { limit: 1000, asOf } })).text;
  answers['fills'] = (await investor.ask(getFills, { params, query: { limit: 1000, asOf } })).text;
  answers['equity'] = (await investor.ask(getEquityCurve, { params, query: { limit: 5000, asOf } })).text;
  for (const asked of QUESTIONS) answers[`copilot ${asked.question}`] = await copilotAt(stack, { ...asked, asOf });
  return answers;
}

async function marketAt(stack: Stack, symbol: string, asOf: number): Promise<Record<string, string>> {
  const { investor } = stack;
  const answers: Record<string, string> = {};
  for (const interval of INTERVALS) {
    const query = { symbol, interval, limit: 300, forming: true, asOf };
    answers[`candles ${symbol} ${interval}`] = (await investor.ask(getCandles, { query })).text;
  }
  const chart = { symbol, timeframe: '5m' as const, limit: 300, asOf };
  answers[`hma-sma ${symbol}`] = (await investor.ask(getHmaSma, { query: chart })).text;
  answers[`orderbook ${symbol}`] = (await investor.ask(getOrderBook, { query: { symbol, asOf } })).text;
  answers[`trades ${symbol}`] = (await investor.ask(getTrades, { query: { symbol, asOf } })).text;
  // a forecast is stored when it is first asked for: asked twice, it is one, with one name
  const body = { symbol, interval: '1h' as const, asOf };
  const forecast = await stack.askService('ml-engine', predictRange, { body });
  expect(forecast.status).toBe(200);
  answers[`forecast ${symbol}`] = forecast.text;
  answers[`predictions ${symbol}`] = (await investor.ask(getPredictions, { query: { symbol, asOf } })).text;
  return answers;
}

/** An answer without what is new each time it is given: its own names, and how long it took. */
async function copilotAt(
  stack: Stack,
  body: { question: string; language: 'es' | 'en'; asOf: number },
): Promise<string> {
  const { message } = await stack.investor.call(askCopilot, { body });
  const position = new Map(message.toolCalls.map(({ toolCallId }, at) => [toolCallId, at]));
  return JSON.stringify({
    parts: message.parts.map((part) =>
      part.kind === 'figure' ? { ...part, toolCallId: position.get(part.toolCallId) } : part,
    ),
    tools: message.toolCalls.map(({ tool, input, output, error, asOfMs }) => ({ tool, input, output, error, asOfMs })),
    mode: message.mode,
  });
}
