/** What showed that a subject knows more than it may. */
export const LEAK_KINDS = [
  /** It says something else about the past when the bars end there. */
  'prefix',
  /** It says something else about the past when other bars follow. */
  'garbage',
  /** It says something else about the past when more bars come. */
  'appended',
  /** Twice the same bars, two answers. */
  'repeat',
  /** It answers otherwise after it has seen other bars. */
  'carry-over',
  /** It answers otherwise at another time of day, or with other luck. */
  'surroundings',
  /** It changes the bars that it is given. */
  'mutation',
  /** It cannot do without bars that have not come yet. */
  'threw',
] as const;
export type LeakKind = (typeof LEAK_KINDS)[number];

/** How a difference looks, for people: a stable code that clients translate. */
export const LEAK_EXPLANATIONS = [
  'reads-next-bars',
  'reads-unfinished-candle',
  'reads-whole-sample',
  'depends-on-later-bars',
  'depends-on-last-bar',
  'is-not-deterministic',
  'keeps-state-between-runs',
  'reads-clock-or-chance',
  'changes-its-input',
  'fails-without-later-bars',
] as const;
export type LeakExplanation = (typeof LEAK_EXPLANATIONS)[number];

/** One difference: the first bar at which an output is not what it was. */
export type LeakFinding = {
  readonly kind: LeakKind;
  readonly output: string;
  readonly bar: number;
  /** Open time of that bar, epoch ms. */
  readonly barTimeMs: number;
  /** What it says with the whole history. */
  readonly expected: number | string | null;
  /** What it says when only the past is the same. */
  readonly actual: number | string | null;
  /** First bar that was not the same, or was missing; the number of bars where all were the same. */
  readonly cutBar: number;
  readonly explanation: LeakExplanation;
};

/** What a check has looked at. */
export type LeakChecked = {
  readonly subject: string;
  readonly bars: number;
  /** Bars after which the future was taken away or replaced. */
  readonly cuts: readonly number[];
  /** Times that the subject was run. */
  readonly runs: number;
  readonly outputs: readonly string[];
  /** Bars at which it said anything at all; a check of 0 proves nothing. */
  readonly spokenBars: number;
};

/**
 * What a check concludes. `clean`: it spoke, and no difference was found (not that none exists: docs/leak-gate.md says
 * what it proves). `not-proven`: it never said anything on these bars, so nothing is known. `leaks`: a difference.
 */
export const LEAK_VERDICTS = ['clean', 'not-proven', 'leaks'] as const;
export type LeakVerdict = (typeof LEAK_VERDICTS)[number];

/** What a check found, and on what it looked. */
export type LeakReport = {
  readonly verdict: LeakVerdict;
  readonly checked: LeakChecked;
  /** By output and kind, earliest bar first. */
  readonly findings: readonly LeakFinding[];
};
