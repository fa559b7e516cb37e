import { useTranslation } from 'react-i18next';
import type { LabKind, LabResult } from '@orbiquant/contracts';
import { figureText, hasWords, words } from '@orbiquant/lab-words';
import { Card } from '../../../shared/ui/card.tsx';
import { Table } from '../../../shared/ui/table.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { headlineOf } from './headline-of.ts';

type Props = { kind: LabKind; figures: LabResult['figures']; quote: string };

/** The figures that matter first, each with what it means; all others below. */
export function FiguresCard({ kind, figures, quote }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = (code: string): string => figureText(code, figures[code], { language, quote });
  return (
    <Card title={t('labResult.figures')}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        {headlineOf(kind, figures).map((code) => (
          <div key={code} className="min-w-0">
            <dt className="eyebrow">{words('figure', code, { language })}</dt>
            <dd className="num text-xl font-semibold tracking-tight" data-testid={`figure-${code}`}>
              {text(code)}
            </dd>
            <dd>
              <Meaning code={code} />
            </dd>
          </div>
        ))}
      </dl>
      <details className="mt-4">
        <summary className="py-1 text-accent">{t('labResult.allFigures')}</summary>
        <div className="-mx-4 mt-1">
          <Table
            label={t('labResult.allFigures')}
            rows={Object.keys(figures)}
            rowKey={(code) => code}
            columns={[
              { key: 'name', head: t('labResult.figure'), cell: (code) => words('figure', code, { language }) },
              { key: 'value', head: t('labResult.value'), figure: true, cell: text },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}

function Meaning({ code }: { code: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!hasWords('meaning', code)) return null;
  const name = words('figure', code, { language });
  return (
    <details className="text-xs text-soft">
      <summary aria-label={`${t('labResult.meaning')} ${name}`} className="py-1 text-faint hover:text-ink">
        {t('labResult.meaning')}
      </summary>
      <p>{words('meaning', code, { language })}</p>
    </details>
  );
}
