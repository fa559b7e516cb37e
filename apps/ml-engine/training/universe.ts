/** Files of one origin, and the instruments taken from it. */
export type Origin = { folder: string; suffix: string };

export const SPOT: Origin = { folder: 'binance-spot-1h-2021-2023', suffix: 'USDT-1h.csv.gz' };
export const PERPETUAL: Origin = { folder: 'binance-um-perp-1h-2020-2024', suffix: 'USDT-1h.csv.gz' };
export const SAMPLES_2025: Origin = { folder: 'shared-samples', suffix: 'USDT-1h-2025Q1.csv.gz' };

/** What is learnt from, before the cutoff. */
export const LEARNT: ReadonlyArray<{ origin: Origin; assets: readonly string[] }> = [
  { origin: SPOT, assets: ['BTC', 'ETH', 'BNB', 'ADA', 'XRP', 'DOGE', 'BCH', 'LINK', 'UNI', 'MATIC', 'AVAX', 'NEAR'] },
  {
    origin: PERPETUAL,
    assets: [
      'BTC',
      'ETH',
      'BNB',
      'ADA',
      'XRP',
      'DOGE',
      'BCH',
      'LINK',
      'UNI',
      'MATIC',
      'ALGO',
      'EOS',
      'MKR',
      'THETA',
      'VET',
    ],
  },
];

/** What is never learnt from, at any time. */
export const UNSEEN: ReadonlyArray<{ origin: Origin; assets: readonly string[] }> = [
  { origin: SPOT, assets: ['SOL', 'DOT', 'LTC', 'TRX', 'AAVE', 'SHIB'] },
  { origin: PERPETUAL, assets: ['SOL', 'DOT', 'LTC', 'TRX', 'AAVE'] },
];

/** Assets that collapsed: the hardest test, and never learnt from. */
export const COLLAPSED: ReadonlyArray<{ origin: Origin; assets: readonly string[] }> = [
  { origin: SPOT, assets: ['LUNA', 'WAVES'] },
];

/** The last test: another year, looked at once, after everything was decided. */
export const FINAL: ReadonlyArray<{ origin: Origin; assets: readonly string[] }> = [
  { origin: SAMPLES_2025, assets: ['BTC', 'ETH', 'SOL'] },
];
