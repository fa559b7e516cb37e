import { CircleCheck, CirclePause, CircleX, LoaderCircle, OctagonX, Power } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AgentState } from '@orbiquant/contracts';
import { Badge, type Tone } from '../ui/badge.tsx';

const LOOKS = {
  recovering: { tone: 'warn', icon: LoaderCircle },
  active: { tone: 'good', icon: CircleCheck },
  paused: { tone: 'warn', icon: CirclePause },
  reducing: { tone: 'warn', icon: CircleX },
  halted: { tone: 'bad', icon: OctagonX },
  stopped: { tone: 'neutral', icon: Power },
} as const satisfies Record<AgentState, { tone: Tone; icon: typeof Power }>;

/** What an agent may do now: word, sign and colour. */
export function AgentStateBadge({ state }: { state: AgentState }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span data-testid="agent-state" data-state={state}>
      <Badge tone={tone}>
        <Icon aria-hidden size={13} />
        {t(`agents.state.${state}`)}
      </Badge>
    </span>
  );
}
