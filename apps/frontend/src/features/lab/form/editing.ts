import type { StrategyInfo } from '@orbiquant/contracts';
import type { RunForm } from './run-form.ts';

/** A form as its parts see it: what was typed, how to change it, and what is wrong with a field. */
export type Editing = {
  form: RunForm;
  change: (part: Partial<RunForm>) => void;
  faultAt: (field: string) => string | null;
  strategy: StrategyInfo | undefined;
};
