import { corridorBench } from './corridor-bench.ts';
import { distributionBench } from './distribution-bench.ts';
import { ledgerBench } from './ledger/ledger-bench.ts';
import { quantBench } from './quant-bench.ts';

/** Every bench by its name: its arguments in, its figures out. */
export const BENCHES: Record<string, (args: string[]) => Promise<unknown>> = {
  corridor: corridorBench,
  distribution: distributionBench,
  ledger: ledgerBench,
  quant: quantBench,
};
