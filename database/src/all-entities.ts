import { copilotEntities } from '@orbiquant/copilot-store';
import { identityEntities } from '@orbiquant/identity-store';
import { jobsEntities } from '@orbiquant/jobs-store';
import { labEntities } from '@orbiquant/lab-store';
import { ledgerEntities } from '@orbiquant/ledger-store';
import { marketEntities } from '@orbiquant/market-store';
import { pammEntities } from '@orbiquant/pamm-store';
import { paymentsEntities } from '@orbiquant/payments-store';
import { portfolioEntities } from '@orbiquant/portfolio-store';
import { settlementEntities } from '@orbiquant/settlement-store';
import { signalEntities } from '@orbiquant/signal-store';
import { tradingEntities } from '@orbiquant/trading-store';

/** Every table that a service knows by an entity schema. */
export const allEntities = [
  ...copilotEntities,
  ...identityEntities,
  ...jobsEntities,
  ...labEntities,
  ...ledgerEntities,
  ...marketEntities,
  ...pammEntities,
  ...paymentsEntities,
  ...portfolioEntities,
  ...settlementEntities,
  ...signalEntities,
  ...tradingEntities,
];
