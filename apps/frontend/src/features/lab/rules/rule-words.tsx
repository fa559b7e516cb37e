import { words } from '@orbiquant/lab-words';
import { describeRules, type Rules } from '@orbiquant/strategy';
import { useLanguage } from '../parts/use-language.ts';

/** Rules read out in plain sentences. */
export function RuleWords({ rules }: { rules: Rules }) {
  const language = useLanguage();
  const sentences = describeRules(rules, language, {
    indicator: (code) => words('indicator', code, { language }),
    output: (code) => words('indicatorOutput', code, { language }),
    setting: (code) => words('indicatorParameter', code, { language }),
  });
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5" data-testid="rule-words">
      {sentences.map((sentence, k) => (
        <li key={k} className="wrap-anywhere">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
