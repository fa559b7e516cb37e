import { existsSync } from 'node:fs';
import { sharedPath } from '@orbiquant/testing';

const QUARTER = sharedPath('data/shared-samples/BTCUSDT-5m-2025Q1.csv.gz');

/** A real quarter of the market where its record lies beside the checkout; else the synthetic market. */
export const marketOfRecord: { replay?: string[] } = existsSync(QUARTER) ? { replay: [QUARTER] } : {};
