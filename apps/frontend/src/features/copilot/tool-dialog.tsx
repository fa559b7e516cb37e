import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../shared/format/times.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import type { Step } from './turn.ts';

type Props = { step: Step; field: string | null; onClose: () => void };

/** The tool call behind a figure: what was asked, what came back, and which field the figure is. */
export function ToolDialog({ step: { tool, input, result }, field, onClose }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Dialog open wide title={t('copilot.toolTitle')} onClose={onClose}>
      <div className="flex flex-col gap-3" data-testid="tool-call">
        <p className="num flex flex-wrap gap-x-4 text-soft">
          <span className="font-medium text-ink">{tool}</span>
          {result && <span>{formatInstant(result.asOfMs, i18n.language)} UTC</span>}
          {result && <span>{t('copilot.duration', { ms: Math.round(result.durationMs) })}</span>}
        </p>
        {field && (
          <p>
            {t('copilot.field')}: <code className="rounded bg-accent-wash px-1.5 py-0.5 text-accent">{field}</code>
          </p>
        )}
        <Json title={t('copilot.toolInput')} value={input} />
        {result?.output && <Json title={t('copilot.toolOutput')} value={result.output} />}
        {result?.error && (
          <p className="rounded-lg bg-bad-wash px-3 py-2 text-bad">{`${t('copilot.toolError')}: ${result.error}`}</p>
        )}
      </div>
    </Dialog>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <section>
      <h3 className="eyebrow mb-1">{title}</h3>
      <pre tabIndex={0} className="max-h-[40dvh] overflow-auto rounded-lg bg-raised p-3 text-xs">
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
