import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** Takes a request back that has not been dealt. */
export function CancelButton({ cancel }: { cancel: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const online = useOnline();
  const refresh = useRefreshMoney();
  const run = useMutation({ mutationFn: cancel, onSettled: refresh });
  return (
    <>
      <Button disabled={!online || run.isPending} onClick={() => run.mutate()}>
        {t(run.isPending ? 'pool.canceling' : 'pool.cancel')}
      </Button>
      {run.isError && <Problem error={run.error} />}
    </>
  );
}
