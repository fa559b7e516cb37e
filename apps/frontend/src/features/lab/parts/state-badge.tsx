import { useTranslation } from 'react-i18next';
import type { LabState } from '@orbiquant/contracts';
import { Badge, type Tone } from '../../../shared/ui/badge.tsx';

const TONES = {
  queued: 'neutral',
  running: 'accent',
  done: 'neutral',
  failed: 'bad',
  cancelled: 'warn',
} as const satisfies Record<LabState, Tone>;

/** Where a run stands. */
export function StateBadge({ state }: { state: LabState }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[state]}>{t(`lab.state.${state}`)}</Badge>;
}
