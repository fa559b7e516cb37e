import type { MarketMode } from '@orbiquant/contracts';
import { useStatus } from './use-status.ts';

/** The mode as the server says it; `unknown` until it has spoken. */
export const useMode = (): MarketMode | 'unknown' => useStatus().data?.mode ?? 'unknown';
