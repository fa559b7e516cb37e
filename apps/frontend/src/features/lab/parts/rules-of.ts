import { z } from 'zod';
import { StrategyParameter, type LabOrder } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import type { Language } from '../../../shared/i18n/i18n.ts';

const Named = z.object({ name: z.string() });
const Short = z.object({ entries: z.object({ short: z.record(z.string(), z.unknown()) }) });
const Declared = z.object({ parameters: z.array(StrategyParameter) });

/** Parameters that rules declare; none where they declare none. */
export const parametersOf = (rules: LabOrder['rules']): StrategyParameter[] => {
  const read = Declared.safeParse(rules);
  return read.success ? read.data.parameters : [];
};

/** What the strategy of a run is called: rules go by the name that their writer gave them. */
export function strategyTitle({ strategy, rules }: Pick<LabOrder, 'strategy' | 'rules'>, language: Language): string {
  const read = Named.safeParse(rules);
  const known = words('strategy', strategy, { language });
  return strategy === 'rules' && read.success ? `${known}: ${read.data.name}` : known;
}

/** Whether rules have an entry on the short side. */
export const sellsShort = (rules: LabOrder['rules']): boolean => Short.safeParse(rules).success;
