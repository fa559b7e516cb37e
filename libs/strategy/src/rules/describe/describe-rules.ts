import type { Exits, Rules, Side } from '../language/rules.ts';
import { SIDES } from '../check/walk-rules.ts';
import { english } from './english.ts';
import type { Phrases } from './phrases.ts';
import { spanish } from './spanish.ts';
import { Wording, type IndicatorNames } from './wording.ts';

/** Languages in which a rule set can be read out. */
export type RuleLanguage = 'en' | 'es';

const PHRASES: Readonly<Record<RuleLanguage, Phrases>> = { en: english, es: spanish };

const asWritten = (code: string): string => code;
/** Indicators by the names of the registry, as JSON writes them. */
const AS_WRITTEN: IndicatorNames = { indicator: asWritten, output: asWritten, setting: asWritten };

/** A rule set in plain sentences, in the order in which one would tell it: figures, entries, exits, size. */
export function describeRules(rules: Rules, language: RuleLanguage, names: IndicatorNames = AS_WRITTEN): string[] {
  const phrases = PHRASES[language];
  const { parameters = [], series, entries, exits, sizing, cooldownBars } = rules;
  const words = new Wording(phrases, new Map(parameters.map(({ name, default: value }) => [name, value])), names);
  return [
    ...parameters.map(({ name, min, max, default: value }) =>
      phrases.parameterSpec(name, words.number(value), `${words.number(min)} – ${words.number(max)}`),
    ),
    ...series.map((each) => phrases.series(phrases.quoted(each.name), words.series(each))),
    ...SIDES.flatMap((side) => {
      const entry = entries[side];
      return entry
        ? [phrases.enters[side](words.condition(entry)), leaving(side, exits?.[side], { phrases, words })]
        : [];
    }),
    phrases.sizing[sizing.kind](words.number(sizing.value)),
    ...(cooldownBars === undefined ? [] : [phrases.cooldown(words.number(cooldownBars))]),
  ];
}

function leaving(
  side: Side,
  exits: Exits | undefined,
  { phrases, words }: { phrases: Phrases; words: Wording },
): string {
  const told = <T>(part: T | undefined, tell: (part: T) => string): string[] =>
    part === undefined ? [] : [tell(part)];
  const ways = [
    ...told(exits?.when, (when) => phrases.when(words.condition(when))),
    ...told(exits?.stop, (stop) => phrases.stop(words.distance(stop))),
    ...told(exits?.target, (target) => phrases.target(words.distance(target))),
    ...told(exits?.trail, (trail) => phrases.trail(words.distance(trail))),
    ...told(exits?.barsMax, (bars) => phrases.barsMax(words.number(bars))),
  ];
  return ways.length > 0 ? phrases.leaves[side](ways.join(`,${phrases.or}`)) : phrases.staysIn[side];
}
