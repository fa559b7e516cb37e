import { useId } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  symbols: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  fault: string | null;
};

/** Which instruments, each a switch of its own. */
export function SymbolsField({ symbols, chosen, onChange, fault }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const offered = [...new Set([...symbols, ...chosen])];
  const turn = (symbol: string): void =>
    onChange(chosen.includes(symbol) ? chosen.filter((one) => one !== symbol) : [...chosen, symbol]);
  return (
    <fieldset aria-describedby={`${id}-hint${fault ? ` ${id}-fault` : ''}`} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-soft">{t('labForm.symbols')}</legend>
      <div className="flex max-h-44 flex-wrap gap-2 overflow-y-auto p-0.5">
        {offered.map((symbol) => (
          <label
            key={symbol}
            className="inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-md border border-line px-2.5 hover:border-strong has-checked:border-accent has-checked:bg-accent-wash pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(symbol)}
              onChange={() => turn(symbol)}
              className="size-4 accent-accent"
            />
            {symbol}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className="mt-1 text-xs text-faint">
        {t('labForm.symbolsHint')}
      </p>
      {fault && (
        <p id={`${id}-fault`} className="mt-1 text-xs text-bad">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
