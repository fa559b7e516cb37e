import { copilotEntities } from '@orbiquant/copilot-store';
import { identityEntities } from '@orbiquant/identity-store';
import { labEntities } from '@orbiquant/lab-store';
import { ledgerEntities } from '@orbiquant/ledger-store';
import { marketEntities } from '@orbiquant/market-store';
import { paymentsEntities } from '@orbiquant/payments-store';
import { portfolioEntities } from '@orbiquant/portfolio-store';
import { signalEntities } from '@orbiquant/signal-store';
import { tradingEntities } from '@orbiquant/trading-store';

/** Every table that a service knows by an entity schema. */
export const allEntities = [
  ...copilotEntities,
  ...identityEntities,
  ...labEntities,
  ...ledgerEntities,
  ...marketEntities,
  ...paymentsEntities,
  ...portfolioEntities,
  ...signalEntities,
  ...tradingEntities,
];
