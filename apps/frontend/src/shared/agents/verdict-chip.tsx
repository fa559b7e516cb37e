import { useTranslation } from 'react-i18next';
import type { Decision } from '@orbiquant/contracts';
import { Badge, type Tone } from '../ui/badge.tsx';

const TONES = { acted: 'accent', held: 'neutral', blocked: 'warn', failed: 'bad' } as const satisfies Record<
  Decision['verdict'],
  Tone
>;

/** How a decision ended. */
export function VerdictChip({ verdict }: { verdict: Decision['verdict'] }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[verdict]}>{t(`agents.verdict.${verdict}`)}</Badge>;
}
