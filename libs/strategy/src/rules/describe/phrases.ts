/** The words of one language for everything that a rule set can say. */
export type Phrases = {
  /** Decimal sign. */
  readonly point: string;
  readonly and: string;
  readonly or: string;
  readonly not: (text: string) => string;
  readonly becomes: (text: string) => string;
  readonly compare: Readonly<Record<'above' | 'below' | 'at-least' | 'at-most' | 'equals', string>>;
  readonly crosses: Readonly<Record<'above' | 'below', string>>;
  readonly trend: Readonly<Record<'rising' | 'falling', (what: string, bars: string) => string>>;
  readonly within: (what: string, percent: string, of: string) => string;
  readonly between: (what: string, low: string, high: string) => string;
  readonly time: (from: string, to: string) => string;
  readonly weekdays: (days: string) => string;
  readonly days: Readonly<Record<string, string>>;
  readonly prices: Readonly<Record<string, string>>;
  readonly positions: Readonly<Record<string, (range: string) => string>>;
  readonly ago: (what: string, bars: string) => string;
  readonly parameter: (name: string, value: string) => string;
  readonly parameterSpec: (name: string, value: string, range: string) => string;
  readonly quoted: (name: string) => string;
  readonly series: (name: string, what: string) => string;
  readonly indicator: (name: string, output: string, settings: string) => string;
  readonly of: (what: string, source: string) => string;
  readonly onInterval: (what: string, interval: string) => string;
  readonly combine: Readonly<Record<string, (left: string, right: string) => string>>;
  readonly enters: Readonly<Record<'long' | 'short', (when: string) => string>>;
  readonly leaves: Readonly<Record<'long' | 'short', (when: string) => string>>;
  readonly staysIn: Readonly<Record<'long' | 'short', string>>;
  readonly when: (text: string) => string;
  readonly barsMax: (bars: string) => string;
  readonly stop: (where: string) => string;
  readonly target: (where: string) => string;
  readonly trail: (where: string) => string;
  readonly ranges: (count: string, of: string) => string;
  readonly percent: (percent: string) => string;
  readonly level: (what: string) => string;
  readonly risks: (count: string) => string;
  readonly sizing: Readonly<
    Record<'equity-fraction' | 'risk-fraction' | 'quantity' | 'notional', (value: string) => string>
  >;
  readonly cooldown: (bars: string) => string;
};
