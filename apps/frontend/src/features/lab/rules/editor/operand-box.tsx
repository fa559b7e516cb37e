import { useTranslation } from 'react-i18next';
import { POSITION_FIGURES, PRICE_COLUMNS } from '@orbiquant/strategy';
import { memberOf, textOf, type Json } from '../draft/json.ts';
import { Choice, type OptionGroup } from './choice.tsx';
import { NumberBox } from './number-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Props = {
  path: string;
  label: string;
  /** Kinds of things that may stand here besides prices and lines. */
  may?: { number?: boolean; position?: boolean };
};

const KINDS = ['price', 'series', 'parameter', 'position'] as const;

/** What a comparison reads: a price, a line, a number, a parameter, or how the position stands. */
export function OperandBox({ path, label, may = { number: true } }: Props) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const value = at(path);
  const isNumber = memberOf(value, 'value') !== undefined;
  const choose = (next: string): void => set(path, operandOf(next, series));
  const fault = faultAt(path, ...KINDS.map((kind) => `${path}.${kind}`), `${path}.shift`);
  return (
    <div className="flex min-w-44 flex-1 flex-wrap items-start gap-2 max-sm:min-w-full">
      <Choice
        label={label}
        isQuiet
        value={codeOf(value)}
        groups={useGroups(may)}
        onChange={choose}
        fault={isNumber ? null : fault}
        className="min-w-36 flex-1"
      />
      {isNumber && (
        <NumberBox
          path={`${path}.value`}
          label={t('ruleEditor.valueOf', { label })}
          isQuiet
          mayVary={false}
          className="w-24"
        />
      )}
      <Extras path={path} label={label} />
    </div>
  );
}

/** How many candles ago, and in what profit is counted. */
function Extras({ path, label }: { path: string; label: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const value = at(path);
  if (textOf(value, 'position') === 'profit-ranges')
    return (
      <Choice
        label={t('ruleEditor.countedIn')}
        isQuiet
        value={textOf(value, 'range')}
        groups={[{ options: series.map((name) => ({ value: name, label: t('ruleEditor.countedInLine', { name }) })) }]}
        onChange={(name) => set(`${path}.range`, name)}
        fault={faultAt(`${path}.range`)}
        className="w-36"
      />
    );
  const isColumn = memberOf(value, 'price') !== undefined || memberOf(value, 'series') !== undefined;
  if (!isColumn) return null;
  const shift = memberOf(value, 'shift');
  const options = [...new Set([0, 1, 2, 3, 5, 10, 20, ...(typeof shift === 'number' ? [shift] : [])])]
    .sort((a, b) => a - b)
    .map((count) => ({ value: String(count), label: t('ruleEditor.ago', { count }) }));
  return (
    <Choice
      label={t('ruleEditor.agoOf', { label })}
      isQuiet
      value={String(shift ?? 0)}
      groups={[{ options }]}
      onChange={(count) => set(`${path}.shift`, count === '0' ? undefined : Number(count))}
      className="w-28"
    />
  );
}

function useGroups(may: NonNullable<Props['may']>): OptionGroup[] {
  const { t } = useTranslation();
  const { series, parameters } = useRuleEditing();
  const group = (label: string, options: OptionGroup['options']): OptionGroup[] =>
    options.length > 0 ? [{ label, options }] : [];
  const named = (kind: string, names: readonly string[]) =>
    names.map((name) => ({ value: `${kind}:${name}`, label: name }));
  return [
    ...group(t('ruleEditor.lines'), named('series', series)),
    ...group(
      t('ruleEditor.candle'),
      PRICE_COLUMNS.map((name) => ({ value: `price:${name}`, label: t(`ruleEditor.prices.${name}`) })),
    ),
    ...group(t('ruleEditor.number'), may.number ? [{ value: 'value', label: t('ruleEditor.aNumber') }] : []),
    ...group(t('ruleEditor.parameters'), may.number ? named('parameter', parameters) : []),
    ...group(
      t('ruleEditor.position'),
      may.position
        ? POSITION_FIGURES.map((name) => ({ value: `position:${name}`, label: t(`ruleEditor.positions.${name}`) }))
        : [],
    ),
  ];
}

function codeOf(value: Json | undefined): string {
  if (memberOf(value, 'value') !== undefined) return 'value';
  const kind = KINDS.find((one) => textOf(value, one) !== '');
  return kind ? `${kind}:${textOf(value, kind)}` : '';
}

function operandOf(code: string, series: readonly string[]): Json {
  if (code === 'value') return { value: 0 };
  const [kind = '', name = ''] = code.split(':');
  return code === 'position:profit-ranges' ? { position: name, range: series[0] ?? '' } : { [kind]: name };
}
