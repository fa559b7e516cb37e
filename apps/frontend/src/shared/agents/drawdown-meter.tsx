import { useTranslation } from 'react-i18next';
import type { Agent } from '@orbiquant/contracts';
import { formatRatio } from '../format/numbers.ts';

/** How much of the allowed fall is used up. */
export function DrawdownMeter({ agent }: { agent: Agent }) {
  const { t, i18n } = useTranslation();
  const max = agent.mandate.drawdownMax.toNumber();
  const fall = Math.max(0, agent.drawdown?.toNumber() ?? 0);
  const used = Math.min(1, max > 0 ? fall / max : 1);
  const shown = (ratio: number): string => formatRatio(ratio, i18n.language, { signed: false });
  const look = used > 0.8 ? 'bg-bad' : used > 0.5 ? 'bg-warn' : 'bg-accent';
  const text = t('agents.drawdownOf', { drawdown: shown(fall), max: shown(max) });
  return (
    <div>
      <div
        role="meter"
        aria-label={t('agents.drawdown')}
        aria-valuemin={0}
        aria-valuemax={Math.round(max * 10_000) / 100}
        aria-valuenow={Math.round(fall * 10_000) / 100}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-raised"
      >
        <div className={`h-full rounded-full ${look}`} style={{ width: `${used * 100}%` }} />
      </div>
      <p className="num mt-1 text-xs text-soft">{text}</p>
    </div>
  );
}
