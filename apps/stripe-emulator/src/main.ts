import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { startStripeEmulator } from './start-stripe-emulator.ts';

const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const settings = config();
  const emulator = await startStripeEmulator({
    port: settings.HTTP_PORT,
    host: settings.HTTP_HOST,
    stateFolder: settings.STATE_FOLDER,
    publicUrl: settings.PUBLIC_URL?.replace(/\/$/, ''),
    seed: settings.EMULATOR_SEED,
    apiKeys: settings.STRIPE_API_KEYS,
    webhook:
      settings.WEBHOOK_URL === undefined ? null : { url: settings.WEBHOOK_URL, secrets: settings.WEBHOOK_SECRETS },
    adminToken: settings.ADMIN_TOKEN,
    faultSeed: settings.FAULT_SEED,
    settings: {
      openingBalances: settings.OPENING_BALANCES,
      feeBps: settings.FEE_BPS,
      feeFixed: settings.FEE_FIXED,
      settlementMs: settings.SETTLEMENT_MS,
      payoutInTransitMs: settings.PAYOUT_IN_TRANSIT_MS,
      payoutPaidMs: settings.PAYOUT_PAID_MS,
    },
    logLevel: settings.LOG_LEVEL,
  });
  emulator.server.log.info({ url: emulator.url }, 'the Stripe emulator answers');
  closeWithGrace({ delay: STOP_WITHIN_MS }, async ({ err }) => {
    if (err) emulator.server.log.fatal(err);
    await emulator.stop();
  });
}

await main();
