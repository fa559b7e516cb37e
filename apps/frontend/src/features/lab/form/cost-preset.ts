import type { RunForm } from './run-form.ts';

export type CostPreset = 'binance-spot' | 'none';
export type Costs = Pick<RunForm, 'makerFeeBps' | 'takerFeeBps' | 'slippageBps' | 'latencyBars'>;

/** Costs by name. Binance spot: 0.1 % on either side without a discount, and a little for the spread. */
export const COST_PRESETS: Readonly<Record<CostPreset, Costs>> = {
  'binance-spot': { makerFeeBps: '10', takerFeeBps: '10', slippageBps: '2', latencyBars: '0' },
  none: { makerFeeBps: '0', takerFeeBps: '0', slippageBps: '0', latencyBars: '0' },
};

const NAMES = Object.keys(COST_PRESETS) as CostPreset[];
const FIELDS = ['makerFeeBps', 'takerFeeBps', 'slippageBps', 'latencyBars'] as const;

/** The name of what was typed, or that it is somebody's own. */
export const costPresetOf = (form: RunForm): CostPreset | 'own' =>
  NAMES.find((name) => FIELDS.every((field) => form[field].trim() === COST_PRESETS[name][field])) ?? 'own';
