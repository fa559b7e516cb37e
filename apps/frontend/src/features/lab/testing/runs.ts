import type {
  Instrument,
  LabFan,
  LabKind,
  LabOrder,
  LabResult,
  LabRun,
  LabTrial,
  LabVerdict,
  StrategyInfo,
} from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2024, 0, 1);

/** Three strategies as the lab tells them. */
export const strategies: readonly StrategyInfo[] = [
  {
    name: 'sma-cross',
    parameters: [
      { name: 'fast', kind: 'integer', min: 1, max: 400, default: 10 },
      { name: 'slow', kind: 'integer', min: 2, max: 1000, default: 30 },
      { name: 'share', kind: 'number', min: 0.01, max: 1, default: 1 },
    ],
  },
  {
    name: 'hma-sma',
    parameters: [
      { name: 'average', kind: 'integer', min: 2, max: 400, default: 200 },
      { name: 'hull', kind: 'integer', min: 4, max: 400, default: 200 },
      { name: 'share', kind: 'number', min: 0.01, max: 1, default: 1 },
    ],
  },
  { name: 'buy-and-hold', parameters: [{ name: 'share', kind: 'number', min: 0.01, max: 1, default: 1 }] },
];

const instrumentOf = (symbol: string): Instrument => ({
  symbol,
  base: symbol.split('/')[0]!,
  quote: 'USDT',
  venue: 'binance',
  tickSize: new Decimal('0.01'),
  stepSize: new Decimal('0.00001'),
  quantityMin: new Decimal('0.00001'),
  notionalMin: new Decimal('5'),
  baseInterval: '5m',
  active: true,
});
export const instruments: readonly Instrument[] = ['BTC/USDT', 'ETH/USDT'].map(instrumentOf);

/** An order of the averages crossing on a year of bitcoin. */
export const orderOfKind = (kind: LabKind): LabOrder => ({
  kind,
  strategy: 'sma-cross',
  parameters: { fast: 10, slow: 30, share: 1 },
  symbols: ['BTC/USDT'],
  interval: '1h',
  fromMs: FROM_MS,
  toMs: FROM_MS + 366 * DAY_MS,
  assumptions: {
    cash: 10_000,
    makerFeeBps: 10,
    takerFeeBps: 10,
    slippageBps: 2,
    latencyBars: 0,
    limitFill: 'trade-through',
    participationMax: 0.1,
    allowShort: false,
    market: 'spot',
    leverageMax: 1,
  },
  ...(kind === 'optimise' || kind === 'walk-forward'
    ? {
        search: {
          method: 'grid',
          ranges: { fast: { from: 5, to: 20, step: 5 }, slow: { from: 30, to: 60, step: 10 } },
          objectives: ['sharpe'],
          trialsMax: 16,
          tradesMin: 10,
        },
      }
    : {}),
  ...(kind === 'walk-forward' ? { windows: { mode: 'rolling', trainBars: 2_160, testBars: 720, embargoBars: 0 } } : {}),
  paths: 1_000,
  seed: 'lab',
});

export const verdict: LabVerdict = {
  passes: false,
  trials: 16,
  reasons: [
    { code: 'gain', passes: true, params: { totalReturn: 0.123 } },
    { code: 'trades', passes: true, params: { trades: 84, min: 10 } },
    {
      code: 'deflated-sharpe',
      passes: false,
      params: { confidence: 0.71, min: 0.95, trials: 12.4, sharpePerDay: 0.05, byLuck: 0.09 },
    },
  ],
};

const figures = {
  totalReturn: 0.123,
  sharpe: 0.8,
  drawdownMax: -0.21,
  trades: 84,
  winRate: 0.42,
  profitFactor: 1.3,
  exposureTime: 0.55,
  buyAndHoldReturn: 0.9,
  drawdownMaxMs: 40 * DAY_MS,
  fees: 312.5,
  beta: null,
};

export const RUN_ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e';

/** A finished run of a kind. */
export const runOfKind = (kind: LabKind, over: Partial<LabRun> = {}): LabRun => ({
  runId: RUN_ID,
  state: 'done',
  order: orderOfKind(kind),
  progress: { done: 16, total: 16, stage: 'search' },
  problem: null,
  figures,
  verdict,
  createdAtMs: FROM_MS + 400 * DAY_MS,
  finishedAtMs: FROM_MS + 400 * DAY_MS + 9_000,
  ...over,
});

const trial = (fast: number, slow: number, sharpe: number): LabTrial => ({
  parameters: { fast, slow, share: 1 },
  figures: { sharpe, totalReturn: sharpe / 8, drawdownMax: -0.2, trades: 60, profitFactor: 1.1 },
  feasible: true,
  problem: null,
});

const fan = (method: string, caveat: string): LabFan => ({
  method,
  caveat,
  quantiles: [0.05, 0.25, 0.5, 0.75, 0.95],
  series: [0.8, 0.95, 1.1, 1.3, 1.6].map((end) => [10_000, 10_000 * (1 + (end - 1) / 2), 10_000 * end]),
  figures: {
    paths: 1_000,
    ruin: 0.01,
    loss: 0.31,
    finalP50: 11_000,
    observedFinal: 11_230,
    fallP95: 0.38,
    blockLength: null,
  },
});

const months: LabResult['months'] = [
  { year: 2024, month: 1, return: 0.05 },
  { year: 2024, month: 2, return: -0.02 },
];

const base: LabResult = {
  runCard: {
    engineVersion: '1',
    strategy: 'sma-cross',
    seed: 'lab',
    digest: 'abc123',
    instruments: { 'BTC/USDT': 'def' },
  },
  parameters: { fast: 10, slow: 30, share: 1 },
  figures,
  curve: {
    timeMs: [FROM_MS, FROM_MS + DAY_MS, FROM_MS + 2 * DAY_MS],
    equity: [10_000, 10_500, 11_230],
    drawdown: [0, -0.21, 0],
  },
  benchmark: [10_000, 12_000, 19_000],
  trades: [1, 2, 3].map((day) => ({
    symbol: 'BTC/USDT',
    side: 'long' as const,
    entryAtMs: FROM_MS + day * DAY_MS,
    exitAtMs: FROM_MS + day * DAY_MS + 7_200_000,
    entryPrice: 42_000 + day,
    exitPrice: 42_500 - day * 300,
    quantity: 0.1,
    pnl: 50 - day * 30,
    returnRatio: (50 - day * 30) / 4_200,
    barsHeld: 2,
    entryTag: 'cross-up',
    exitTag: 'cross',
  })),
  tradesLeftOut: 0,
  months,
  trials: [],
  heatMap: null,
  windows: [],
  fans: [],
  stresses: [],
  findings: [
    {
      code: 'short-history',
      severity: 'note',
      suggestion: 'longer-history',
      params: { days: 366, min: 730 },
    },
    { code: 'costs-decide', severity: 'serious', suggestion: 'trade-less', params: { share: 0.64, paid: 312.5 } },
    {
      code: 'lucky-days',
      severity: 'warning',
      suggestion: 'run-monte-carlo',
      params: { days: 5, totalReturn: 0.123, without: -0.04 },
    },
  ],
  warnings: [{ code: 'cost-share', params: { share: 0.31, max: 0.25 } }],
  verdict,
};

const PARTS: Readonly<Record<LabKind, Partial<LabResult>>> = {
  backtest: {},
  optimise: {
    figures: { ...figures, combinations: 16, plateau: 0.7 },
    trials: [
      trial(10, 30, 0.8),
      trial(5, 40, 0.6),
      { ...trial(20, 30, 0), feasible: false, problem: 'too few trades' },
    ],
    heatMap: {
      x: 'fast',
      y: 'slow',
      xs: [5, 10, 20],
      ys: [30, 40],
      values: [
        [0.2, 0.8, null],
        [0.6, 0.4, 0.1],
      ],
    },
  },
  'walk-forward': {
    figures: {
      ...figures,
      efficiency: 0.44,
      annualInSample: 0.5,
      annualOutOfSample: 0.22,
      stability: 0.8,
      windows: 2,
      gainingWindows: 1,
    },
    windows: [0, 1].map((at) => ({
      trainFromMs: FROM_MS + at * 30 * DAY_MS,
      trainToMs: FROM_MS + (90 + at * 30) * DAY_MS,
      testFromMs: FROM_MS + (90 + at * 30) * DAY_MS,
      testToMs: FROM_MS + (120 + at * 30) * DAY_MS,
      parameters: { fast: 10, slow: 30 + at * 10 },
      inSample: { totalReturn: 0.2, sharpe: 1.4 },
      outOfSample: { totalReturn: at === 0 ? 0.05 : -0.03, sharpe: at === 0 ? 0.6 : -0.4, trades: 12 },
    })),
  },
  'monte-carlo': { fans: [fan('trade-shuffle', 'same-trades'), fan('bootstrap', 'same-days')] },
  robustness: {
    stresses: [
      { code: 'costs', passes: false, params: { times: 3, totalReturn: -0.08 } },
      {
        code: 'parameter',
        passes: true,
        params: { name: 'fast', value: 10, gaining: 1, runs: 4, totalReturn: 0.1, worst: 0.02 },
      },
    ],
  },
};

/** The result of a kind of run: what all have, and what only this kind has. */
export const resultOfKind = (kind: LabKind): LabResult => ({ ...base, ...PARTS[kind] });

/** A year of daily candles, as the API tells them. */
export const dailyCandles = {
  symbol: 'BTC/USDT',
  interval: '1d',
  asOfMs: FROM_MS + 366 * DAY_MS,
  providers: {},
  openTimeMs: [FROM_MS, FROM_MS + DAY_MS, FROM_MS + 365 * DAY_MS],
  open: [1, 1, 1],
  high: [1, 1, 1],
  low: [1, 1, 1],
  close: [1, 1, 1],
  volume: [1, 1, 1],
  lastIsForming: true,
  gaps: [{ fromMs: FROM_MS + 2 * DAY_MS, toMs: FROM_MS + 365 * DAY_MS }],
  nextToMs: null,
};
