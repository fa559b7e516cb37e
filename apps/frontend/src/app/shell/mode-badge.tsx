import { FlaskConical, History, NotebookPen, CircleDollarSign, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMode } from '../../shared/status/use-mode.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';

const LOOKS = {
  synthetic: { tone: 'neutral', icon: FlaskConical },
  replay: { tone: 'warn', icon: History },
  paper: { tone: 'accent', icon: NotebookPen },
  live: { tone: 'bad', icon: CircleDollarSign },
  unknown: { tone: 'neutral', icon: CircleHelp },
} as const satisfies Record<string, { tone: Tone; icon: typeof History }>;

/** Whether the figures are of a simulation or of real money, as the server says. */
export function ModeBadge() {
  const { t } = useTranslation();
  const mode = useMode();
  const { tone, icon: Icon } = LOOKS[mode];
  return (
    <span data-testid="mode-badge" data-mode={mode}>
      <Badge tone={tone} title={t(`shell.modeHelp.${mode}`)}>
        <Icon aria-hidden size={13} />
        <span className="sr-only">{t('shell.mode.label')}: </span>
        {t(`shell.mode.${mode}`)}
      </Badge>
    </span>
  );
}
