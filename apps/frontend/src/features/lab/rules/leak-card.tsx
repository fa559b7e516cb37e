import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleHelp, CircleX, ScanSearch } from 'lucide-react';
import type { RuleCheck } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { formatInstant } from '../../../shared/format/times.ts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { useLanguage } from '../parts/use-language.ts';
import type { JsonRecord } from './draft/json.ts';
import { useLeakCheck } from './use-rules.ts';

const LOOKS = {
  clean: { Icon: CircleCheck, look: 'text-good' },
  'not-proven': { Icon: CircleHelp, look: 'text-warn' },
  leaks: { Icon: CircleX, look: 'text-bad' },
} as const;

/** Whether rules see the future: asked at a click, answered with what was looked at. */
export function LeakCard({ rules, isSound = true }: { rules: JsonRecord; isSound?: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  const { mutate, isPending, isError, error, data, variables } = useLeakCheck();
  return (
    <Card
      title={t('rules.leakTitle')}
      actions={
        <Button disabled={!online || !isSound || isPending} onClick={() => mutate(rules)} data-testid="leak-check">
          <ScanSearch aria-hidden size={15} />
          {t(isPending ? 'rules.leakChecking' : 'rules.leakCheck')}
        </Button>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-2">
        {data ? (
          <Answer found={data} isOld={variables !== rules} />
        ) : (
          <p className="text-soft">{t('rules.leakLead')}</p>
        )}
        {isError && <Problem error={error} />}
      </div>
    </Card>
  );
}

function Answer({ found, isOld }: { found: RuleCheck; isOld: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { Icon, look } = LOOKS[found.verdict];
  return (
    <>
      <p
        className={`flex items-start gap-2 font-semibold ${look}`}
        data-testid="leak-verdict"
        data-verdict={found.verdict}
      >
        <Icon aria-hidden size={18} className="mt-0.5 shrink-0" />
        {words('leakVerdict', found.verdict, { language })}
      </p>
      <p className="num text-soft">
        {t('rules.leakLooked', { bars: found.bars, spoken: found.spokenBars, runs: found.runs })}
      </p>
      {found.leaks.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {found.leaks.map(({ kind, output, bar, barTimeMs, explanation }) => (
            <li key={`${kind}/${output}`}>
              {words('leak', kind, { language })} {words('explanation', explanation, { language })}{' '}
              <span className="text-soft">
                {t('rules.leakAt', { output, bar, at: formatInstant(barTimeMs, language) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isOld && <p className="text-warn">{t('rules.leakOld')}</p>}
    </>
  );
}
