import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StrategyInfo } from '@orbiquant/contracts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { FIRST_SYMBOL, firstSymbol } from '../form/first-form.ts';
import { firstOrder } from '../form/first-order.ts';
import { useCoverage, useInstruments, type Coverage } from '../form/use-coverage.ts';
import { useOrderRun } from '../form/use-order-run.ts';
import { useLanguage } from '../parts/use-language.ts';

/** The invitation to a first run, at one click. */
export function FirstRun({ strategies }: { strategies: readonly StrategyInfo[] }) {
  const { t } = useTranslation();
  const online = useOnline();
  const { symbol, order, lack } = useFirstOrder(strategies);
  const send = useOrderRun();
  const isReady = online && order !== null && !send.isPending;
  return (
    <Empty
      title={t('lab.empty.title')}
      text={t('lab.empty.text', { symbol })}
      action={
        <div className="flex flex-col items-center gap-3">
          <div className="flex flex-wrap justify-center gap-2">
            <Button
              variant="primary"
              className="min-h-10"
              disabled={!isReady}
              onClick={() => order && send.mutate(order)}
              data-testid="first-run"
            >
              <FlaskConical aria-hidden size={16} />
              {send.isPending ? t('labForm.sending') : t('lab.empty.action', { symbol })}
            </Button>
            <Link
              to="/lab/new"
              className="inline-flex min-h-10 items-center rounded-md px-3 text-accent underline underline-offset-4"
            >
              {t('lab.empty.other')}
            </Link>
          </div>
          {lack && <p className="text-soft">{t(`lab.empty.${lack}`, { symbol })}</p>}
          {send.isError && <Problem error={send.error} />}
        </div>
      }
    />
  );
}

/** The invited run, once it is known what there is; else what is lacking. */
function useFirstOrder(strategies: readonly StrategyInfo[]) {
  const language = useLanguage();
  const instruments = useInstruments().data;
  const found = firstSymbol((instruments ?? []).map((one) => one.symbol));
  const coverage = useCoverage(found).data;
  const symbol = found ?? FIRST_SYMBOL;
  const ordered = coverage ? firstOrder({ strategies, symbol, coverage, language }) : null;
  return { symbol, order: ordered?.ok ? ordered.order : null, lack: lackOf(instruments, coverage) } as const;
}

function lackOf(instruments: readonly unknown[] | undefined, coverage: Coverage | null | undefined) {
  if (instruments?.length === 0) return 'noMarket' as const;
  return coverage === null ? ('noCandles' as const) : null;
}
