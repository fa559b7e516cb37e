import type { FastifyInstance } from 'fastify';
import { AppError } from '@orbiquant/kernel';
import { keepEvent, ownerOfAccount } from '@orbiquant/payments-store';
import { verifyWebhook, type WebhookRefusal } from '@orbiquant/payments-stripe';
import { databaseNow, type PaymentsDesk } from '../payments/payments-desk.ts';
import type { ProcessorOptions } from '../payments/processor.ts';

const TOLERANCE_SEC = 300;
const BODY_MAX = 256 * 1024;

/**
 * The door at which the payment processor rings. The raw bytes are checked, the event is kept with its bell in one
 * transaction, and only then answered; what it says is not believed but fetched later.
 */
export async function webhookRoute(server: FastifyInstance, desk: PaymentsDesk): Promise<void> {
  const { processor } = desk;
  if (!processor) return;
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/api/v1/webhooks/stripe',
      { config: { access: 'anyone' }, schema: { summary: 'Events of the payment processor', hide: true } },
      async (request) => {
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await ring(desk, processor.options, { raw, signature: request.headers['stripe-signature'] });
        return { received: true };
      },
    );
  });
}

type Delivery = { raw: Buffer; signature: string | string[] | undefined };

async function ring(desk: PaymentsDesk, options: ProcessorOptions, { raw, signature }: Delivery): Promise<void> {
  const verdict = verifyWebhook(
    { rawBody: raw, signature: typeof signature === 'string' ? signature : undefined },
    {
      secrets: options.webhookSecrets,
      nowMs: await databaseNow(desk.db, desk.rules),
      toleranceSec: TOLERANCE_SEC,
      isLive: options.isLive,
      isOurs: () => true,
    },
  );
  if (!verdict.ok) throw refused(verdict.refusal);
  const { account } = verdict.event;
  if (account !== null && !(await ownerOfAccount(desk.db.manager, account))) throw refused('unknown-account');
  await desk.fail('event.before-commit');
  await keepEvent(desk.db, { event: verdict.event, raw: raw.toString('utf8'), clock: desk.rules.clock });
  await desk.fail('event.committed');
}

const refused = (refusal: WebhookRefusal): AppError =>
  new AppError('invalid-input', 'This event cannot be accepted', {
    errors: [{ path: 'Stripe-Signature', code: refusal, message: 'not an event for this house' }],
  });
