import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StrategyInfo } from '@orbiquant/contracts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { firstSymbol } from '../form/first-form.ts';
import { firstOrder } from '../form/first-order.ts';
import { useCoverage, useInstruments } from '../form/use-coverage.ts';
import { useOrderRun } from '../form/use-order-run.ts';
import { useLanguage } from '../parts/use-language.ts';

/** The invitation to a first run, at one click. */
export function FirstRun({ strategies }: { strategies: readonly StrategyInfo[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const online = useOnline();
  const instruments = useInstruments();
  const symbol = firstSymbol((instruments.data ?? []).map((one) => one.symbol));
  const { data: coverage, isPending } = useCoverage(symbol);
  const send = useOrderRun();
  const begin = (): void => {
    if (!symbol || !coverage) return;
    const ordered = firstOrder({ strategies, symbol, coverage, language });
    if (ordered.ok) send.mutate(ordered.order);
  };
  const isReady = online && Boolean(coverage) && strategies.length > 0 && !send.isPending;
  const name = symbol ?? 'BTC/USDT';
  return (
    <Empty
      title={t('lab.empty.title')}
      text={t('lab.empty.text', { symbol: name })}
      action={
        <div className="flex flex-col items-center gap-3">
          <div className="flex flex-wrap justify-center gap-2">
            <Button variant="primary" className="min-h-10" disabled={!isReady} onClick={begin} data-testid="first-run">
              <FlaskConical aria-hidden size={16} />
              {send.isPending ? t('labForm.sending') : t('lab.empty.action', { symbol: name })}
            </Button>
            <Link
              to="/lab/new"
              className="inline-flex min-h-10 items-center rounded-md px-3 text-accent underline underline-offset-4"
            >
              {t('lab.empty.other')}
            </Link>
          </div>
          {instruments.data && !symbol && <p className="text-soft">{t('lab.empty.noMarket')}</p>}
          {symbol && !isPending && !coverage && (
            <p className="text-soft">{t('lab.empty.noCandles', { symbol })}</p>
          )}
          {send.isError && <Problem error={send.error} />}
        </div>
      }
    />
  );
}
