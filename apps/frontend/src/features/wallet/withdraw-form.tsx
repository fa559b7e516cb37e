import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money, Wallet } from '@orbiquant/contracts';
import { formatDecimal, formatMoney, decimalOfMoney } from '../../shared/format/numbers.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { checkWithdrawal, type WithdrawalFault } from './check-withdrawal.ts';

type Props = {
  wallet: Wallet;
  isBlocked: boolean;
  text: string;
  onText: (text: string) => void;
  onReview: (money: Money) => void;
};

/** How much is to go to the bank, with the limits in sight. */
export function WithdrawForm({ wallet, isBlocked, text, onText, onReview }: Props) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const [tried, setTried] = useState(false);
  const { faultText, limits, all } = useWithdrawTexts(wallet);
  const checked = checkWithdrawal(text, wallet, i18n.language);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (checked.ok && !isBlocked) onReview(checked.money);
  };
  return (
    <form noValidate onSubmit={submit} aria-label={t('withdrawal.title')} className="flex flex-col gap-3">
      <Field
        label={t('withdrawal.amount')}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        hint={limits}
        fault={tried && !checked.ok ? faultText(checked.fault) : null}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          className="min-h-10 flex-1"
          disabled={!online || isBlocked}
          title={online ? undefined : t('common.offlineShort')}
        >
          {t('withdrawal.review')}
        </Button>
        <Button className="min-h-10" disabled={isBlocked} onClick={() => onText(all)}>
          {t('withdrawal.all')}
        </Button>
      </div>
    </form>
  );
}

function useWithdrawTexts({ limits, available }: Wallet) {
  const { t, i18n } = useTranslation();
  const shown = (money: Money): string => formatMoney(money, i18n.language);
  const bounds = {
    min: shown(limits.min),
    max: shown(limits.max),
    day: shown(limits.left24h),
    month: shown(limits.left30d),
  };
  const faultText = (fault: WithdrawalFault): string =>
    t(`withdrawal.fault.${fault}`, { ...bounds, cash: shown(available), places: available.exponent });
  return {
    faultText,
    limits: t('withdrawal.limits', bounds),
    all: formatDecimal(decimalOfMoney(mostOf({ limits, available })), available.exponent, i18n.language),
  };
}

/** As much as may leave at once. */
const mostOf = ({ limits, available }: Pick<Wallet, 'limits' | 'available'>): Money =>
  [limits.max, limits.left24h, limits.left30d].reduce(
    (least, each) => (each.minor < least.minor ? each : least),
    available,
  );
