import { describe, expect, it } from '@jest/globals';
import { hma, sma } from '@orbiquant/quant';
import { systemClock } from '@orbiquant/kernel';
import { runTool } from '../run-tool.ts';
import { fakeMarket, NOW_MS } from '../testing/fake-market.ts';
import { TOOLS } from './index.ts';

const HOUR_MS = 3_600_000;
const AS_OF = NOW_MS - 60 * HOUR_MS;
const run = (tool: string, input: unknown, market = fakeMarket()) =>
  runTool('t1', { tool, input }, { context: { market, asOfMs: AS_OF }, clock: systemClock });

describe('every tool', () => {
  for (const { name, units, output } of TOOLS) {
    it(`${name} gives figures that its declaration names, one unit each`, async () => {
      const { output: figures, error } = await run(name, { symbol: 'BTC/USDT' });
      expect(error).toBeNull();
      expect(Object.keys(figures!).sort()).toEqual(Object.keys(units).sort());
      expect(output.safeParse(figures).success).toBe(true);
    });

    it(`${name} does not see past the cursor`, async () => {
      const garbage = fakeMarket((candle) =>
        candle.openTimeMs + HOUR_MS <= AS_OF ? candle : { ...candle, high: 9e9, low: 1e-9, close: 7 },
      );
      const [clean, dirty] = [
        await run(name, { symbol: 'BTC/USDT' }),
        await run(name, { symbol: 'BTC/USDT' }, garbage),
      ];
      expect(JSON.stringify(dirty.output)).toBe(JSON.stringify(clean.output));
    });

    it(`${name} says what was wrong with its input, and with an unknown instrument`, async () => {
      expect((await run(name, { symbol: 'btc; drop table' })).error).toContain('not valid');
      expect((await run(name, { symbol: 'XXX/USDT' })).error).toContain('No instrument');
    });
  }
});

describe('figures', () => {
  const closes = async (): Promise<Float64Array> => {
    const candles = await fakeMarket().candles({ symbol: 'ETH/USDT', interval: '1h', limit: 400, asOfMs: AS_OF });
    return Float64Array.from(candles, ({ close }) => close);
  };

  it('are those of the indicators over the closed candles at the cursor', async () => {
    const { output } = await run('technical_indicators', { symbol: 'ETH/USDT', interval: '1h', period: 30 });
    const close = await closes();
    expect(output).toMatchObject({
      close: close.at(-1),
      sma: sma(close, 30).at(-1),
      hma: hma(close, 30).at(-1),
      period: 30,
    });
  });

  it('the last day is that of its twenty-four hours', async () => {
    const { output } = await run('market_analysis', { symbol: 'ETH/USDT' });
    const close = await closes();
    expect(output?.['change24h']).toBeCloseTo(close.at(-1)! / close.at(-25)! - 1, 12);
  });

  it('a volatility of a day is the root of the sum of its squared returns', async () => {
    const { output } = await run('volatility_analyzer', { symbol: 'ETH/USDT' });
    const day = (await closes()).slice(-25);
    const squares = day.slice(1).map((close, at) => Math.log(close / day[at]!) ** 2);
    expect(output?.['volatility24h']).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b)), 12);
  });
});

it('L8: a tool that never ends is given up, and the call says so', async () => {
  const market = { ...fakeMarket(), candles: () => new Promise<never>(() => undefined) };
  const clock = { ...systemClock, sleep: async () => undefined };
  const wish = { tool: 'market_analysis', input: { symbol: 'BTC/USDT' } };
  const call = await runTool('t1', wish, { context: { market, asOfMs: AS_OF }, clock });
  expect(call).toMatchObject({ output: null, error: 'The tool took too long' });
});
