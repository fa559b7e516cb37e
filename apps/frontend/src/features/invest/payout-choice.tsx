import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PayoutChoice, setPayoutPreference, type HoldingDetail } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Problem } from '../../shared/ui/problem.tsx';
import { Segments } from '../../shared/ui/segments.tsx';

/** Whether the profit of each month stays or is paid out; shown as chosen only once the server has taken it. */
export function PayoutChoicePart({ holding }: { holding: HoldingDetail }) {
  const { t } = useTranslation();
  const online = useOnline();
  const queries = useQueryClient();
  const { productId, payoutChoice } = holding;
  const choose = useMutation({
    mutationFn: (choice: HoldingDetail['payoutChoice']) =>
      call(setPayoutPreference, { params: { productId }, body: { choice } }),
    onSuccess: ({ choice }) =>
      queries.setQueryData(['holding', productId], (known: HoldingDetail | undefined) =>
        known ? { ...known, payoutChoice: choice } : known,
      ),
  });
  return (
    <section aria-label={t('pool.choice.label')} className="flex flex-col items-start gap-2">
      <h3 className="text-xs font-semibold">{t('pool.choice.label')}</h3>
      <Segments
        label={t('pool.choice.label')}
        value={payoutChoice}
        options={PayoutChoice.options.map((value) => ({ value, label: t(`pool.choice.${value}`) }))}
        onChange={(choice) => online && !choose.isPending && choice !== payoutChoice && choose.mutate(choice)}
      />
      <p className="text-soft">{t(`pool.choice.${payoutChoice}Text`)}</p>
      {choose.isError && <Problem error={choose.error} />}
    </section>
  );
}
