import { Minus, TrendingDown, TrendingUp, CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Vote } from '@orbiquant/contracts';
import { formatRatio } from '../../shared/format/numbers.ts';
import { reasonText, wordText } from '../../shared/i18n/reason-text.ts';
import { Card } from '../../shared/ui/card.tsx';

const LOOKS = {
  long: { icon: TrendingUp, look: 'text-up' },
  flat: { icon: Minus, look: 'text-soft' },
  short: { icon: TrendingDown, look: 'text-down' },
  none: { icon: CircleDashed, look: 'text-faint' },
} as const;

/** What each strategy said, with its figures. */
export function Votes({ votes }: { votes: readonly Vote[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('agents.why.votes')}>
      {votes.length === 0 && <p className="text-soft">{t('agents.why.noVotes')}</p>}
      <ul className="flex flex-col gap-4">
        {votes.map((vote) => (
          <VoteItem key={vote.strategy} vote={vote} />
        ))}
      </ul>
    </Card>
  );
}

function VoteItem({ vote: { strategy, stance, strength, reasons } }: { vote: Vote }) {
  const { t, i18n } = useTranslation();
  const { icon: Icon, look } = LOOKS[stance];
  return (
    <li>
      <p className="flex items-center gap-2">
        <span className="font-medium">{wordText(t, strategy)}</span>
        <span className={`inline-flex items-center gap-1 ${look}`}>
          <Icon aria-hidden size={15} />
          {t(`agents.why.stance.${stance}`)}
        </span>
        {strength > 0 && (
          <span className="num text-xs text-faint">
            {t('agents.why.strength', { strength: formatRatio(strength, i18n.language, { signed: false, places: 0 }) })}
          </span>
        )}
      </p>
      <ul className="num mt-1 list-disc pl-5 text-soft">
        {reasons.map((reason) => (
          <li key={reason.code}>{reasonText(t, reason)}</li>
        ))}
      </ul>
    </li>
  );
}
