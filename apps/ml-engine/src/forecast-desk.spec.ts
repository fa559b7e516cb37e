import { expect, it } from '@jest/globals';
import type { AppError } from '@orbiquant/kernel';
import { forecastDesk } from './forecast-desk.ts';

it('takes a bounded number of requests, and tells the rest to come back', async () => {
  const opened: Array<() => void> = [];
  const desk = forecastDesk({
    scorer: { manifest: { interval: '1h' } } as Parameters<typeof forecastDesk>[0]['scorer'],
    predictions: {} as Parameters<typeof forecastDesk>[0]['predictions'],
    candles: () => new Promise((resolve) => opened.push(() => resolve([]))),
  });
  const asked = Array.from({ length: 300 }, () =>
    desk({ symbol: 'BTC/USDT', interval: '1h' }).catch((error: AppError) => error.code),
  );
  expect(opened).toHaveLength(16);
  const draining = (async () => {
    for (let at = 0; at < 16 + 256; at++) {
      opened.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const codes = await Promise.all(asked);
  await draining;
  expect(codes.filter((code) => code === 'too-many-requests')).toHaveLength(300 - 16 - 256);
  expect(codes.filter((code) => code === 'unprocessable')).toHaveLength(16 + 256);
});
