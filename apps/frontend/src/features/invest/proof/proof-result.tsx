import { Check, CircleDashed, ShieldCheck, ShieldX, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { PoolLeafShape } from '@orbiquant/pool-proof';
import { Decimal } from '@orbiquant/kernel';
import { formatDecimal } from '../../../shared/format/numbers.ts';
import { formatInstant } from '../../../shared/format/times.ts';
import type { CheckState, Judged } from './judge-proof.ts';
import type { Outcome } from './proof-part.tsx';

const UNIT_PLACES = 12;

/** What came of a proof: the verdict, what it is about, and each check. */
export function ProofResult({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const { judged } = outcome;
  const Icon = judged.ok ? ShieldCheck : ShieldX;
  const failed = judged.failed ? t(`proof.checks.${judged.failed}`) : '';
  return (
    <div role="status" data-testid="proof-verdict" data-ok={judged.ok} data-failed={judged.failed ?? ''}>
      <p className={`flex items-center gap-2 font-semibold ${judged.ok ? 'text-good' : 'text-bad'}`}>
        <Icon aria-hidden size={18} />
        {t(judged.ok ? 'proof.good' : 'proof.bad')}
      </p>
      <p className="mb-2 text-soft">{judged.ok ? t('proof.goodText') : t('proof.badText', { check: failed })}</p>
      <div className="grid gap-4 lg:grid-cols-2">
        <Checks judged={judged} />
        <About outcome={outcome} />
      </div>
    </div>
  );
}

const LOOKS = {
  passed: { icon: Check, look: 'text-good' },
  failed: { icon: X, look: 'text-bad font-semibold' },
  open: { icon: CircleDashed, look: 'text-faint' },
} as const satisfies Record<CheckState, unknown>;

function Checks({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  return (
    <ol className="flex flex-col gap-1">
      {judged.checks.map(({ check, state }) => {
        const { icon: Icon, look } = LOOKS[state];
        return (
          <li key={check} data-state={state} className={`flex items-start gap-2 ${look}`}>
            <Icon aria-hidden size={15} className="mt-0.5 shrink-0" />
            <span>
              {t(`proof.checks.${check}`)} <span className="text-xs">({t(`proof.state.${state}`)})</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function About({ outcome: { published, file } }: { outcome: Outcome }) {
  const { t, i18n } = useTranslation();
  const { data: leaf } = z.object({ leaf: PoolLeafShape }).safeParse(file);
  const units = leaf && new Decimal(leaf.leaf.units.toString()).div(Decimal.pow(10, UNIT_PLACES));
  const rows: ReadonlyArray<readonly [string, string]> = [
    [t('proof.units'), units ? formatDecimal(units, UNIT_PLACES, i18n.language) : t('common.none')],
    [t('proof.balance'), leaf ? String(leaf.leaf.balance) : t('common.none')],
    [t('proof.people'), String(published.root.leaves)],
    [t('proof.root'), published.root.hash],
  ];
  return (
    <div className="min-w-0 rounded-lg bg-raised p-3 text-xs">
      <p className="mb-1 text-faint">{t('proof.struck', { at: formatInstant(published.struckAtMs, i18n.language) })}</p>
      <dl className="flex flex-col gap-1">
        {rows.map(([name, value]) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[8rem_1fr]">
            <dt className="text-faint">{name}</dt>
            <dd className="num break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
