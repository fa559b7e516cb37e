import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Says whether a sum, made again here, gives what was told. */
export function SumCheck({ agrees, recomputed }: { agrees: boolean; recomputed: string }) {
  const { t } = useTranslation();
  const Icon = agrees ? CircleCheck : CircleX;
  return (
    <p
      data-testid="sum-check"
      data-agrees={agrees}
      className={`mt-3 flex items-center gap-2 text-xs ${agrees ? 'text-good' : 'text-bad'}`}
    >
      <Icon aria-hidden size={15} className="shrink-0" />
      {agrees ? t('lineage.recomputed') : t('lineage.differs', { value: recomputed })}
    </p>
  );
}
