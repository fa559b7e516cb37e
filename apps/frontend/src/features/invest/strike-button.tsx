import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { strikeNav, type Product } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../shared/api/call.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** Lets an operator strike the NAV now, once per confirmation. */
export function StrikeButton({ product }: { product: Product }) {
  const { t } = useTranslation();
  const online = useOnline();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button className="self-start" disabled={!online} onClick={() => setKey(newId())}>
        {t('invest.strikeNow')}
      </Button>
      {key && <Strike key={key} product={product} idempotencyKey={key} onClose={() => setKey(null)} />}
    </>
  );
}

type Props = { product: Product; idempotencyKey: string; onClose: () => void };

function Strike({ product, idempotencyKey, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const refresh = useRefreshMoney();
  const strike = useMutation({
    mutationFn: () => call(strikeNav, { params: { productId: product.productId } }, { idempotencyKey }),
    onSuccess: refresh,
  });
  return (
    <Dialog open title={t('invest.strikeTitle')} onClose={onClose}>
      {strike.isSuccess ? (
        <p role="status" className="num rounded-lg bg-good-wash px-3 py-2 text-good">
          {t('invest.struck', { nav: formatDecimal(strike.data.navPerUnit, 6, i18n.language) })}
        </p>
      ) : (
        <p className="text-soft">{t('invest.strikeText')}</p>
      )}
      {strike.isError && <Problem error={strike.error} />}
      <div className="flex justify-end gap-2">
        <Button variant={strike.isSuccess ? 'primary' : 'ghost'} onClick={onClose}>
          {t(strike.isSuccess ? 'common.close' : 'common.cancel')}
        </Button>
        {!strike.isSuccess && (
          <Button variant="primary" disabled={strike.isPending} onClick={() => strike.mutate()}>
            {t('invest.strikeConfirm')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
