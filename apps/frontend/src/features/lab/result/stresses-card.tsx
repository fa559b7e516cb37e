import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabStress } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';

/** What was changed a little, and whether the result held. */
export function StressesCard({ stresses, quote }: { stresses: readonly LabStress[]; quote: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const held = stresses.filter(({ passes }) => passes).length;
  return (
    <Card title={t('labResult.stresses')}>
      <p className="mb-2 text-soft">{t('labResult.stressesLead', { held, count: stresses.length })}</p>
      <ul className="flex flex-col gap-2">
        {stresses.map(({ code, passes, params }, at) => {
          const Icon = passes ? Check : X;
          return (
            <li key={at} className="flex items-start gap-2" data-testid={`stress-${code}`}>
              <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${passes ? 'text-good' : 'text-bad'}`} />
              <span>
                <span className="sr-only">{t(passes ? 'labResult.holds' : 'labResult.breaks')}: </span>
                {words('stress', code, { language, params, quote })}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
