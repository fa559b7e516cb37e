import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import fc from 'fast-check';
import { verifyWebhook, type WebhookRules } from './verify-webhook.ts';

const GOLDEN = 'golden/signing/stripe_webhook_valid.json';
type Case = { name: string; payload: string; secret: string; timestamp: number; header: string };

const AT_SEC = 1_767_225_600;
const SECRET = 'whsec_test';
const EVENT = {
  ...{ id: 'evt_1', object: 'event', type: 'charge.dispute.created', account: 'acct_1', livemode: false },
  data: { object: { id: 'dp_1', charge: 'ch_1', payment_intent: { id: 'pi_1', note: 'é✓' } } },
};
const RULES: WebhookRules = {
  secrets: [SECRET],
  nowMs: AT_SEC * 1000,
  toleranceSec: 300,
  isLive: false,
  isOurs: () => true,
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sign = (body: string, secret = SECRET, atSec = AT_SEC): string =>
  `t=${atSec},v1=${createHmac('sha256', secret).update(`${atSec}.${body}`).digest('hex')}`;
const refusalOf = (
  body: string | Uint8Array,
  signature: string | undefined,
  rules: Partial<WebhookRules> = {},
): string => {
  const verdict = verifyWebhook(
    { rawBody: typeof body === 'string' ? bytes(body) : body, signature },
    { ...RULES, ...rules },
  );
  return verdict.ok ? 'taken' : verdict.refusal;
};

describe('a delivery', () => {
  const body = JSON.stringify(EVENT, null, 2);

  it('tells what to fetch', () => {
    expect(verifyWebhook({ rawBody: bytes(body), signature: sign(body) }, RULES)).toEqual({
      ok: true,
      event: {
        eventId: 'evt_1',
        type: 'charge.dispute.created',
        account: 'acct_1',
        objectId: 'dp_1',
        chargeId: 'ch_1',
        paymentId: 'pi_1',
      },
    });
  });

  it('W14 is refused when any byte of its body or header is another', () => {
    const header = bytes(sign(body));
    const raw = bytes(body);
    const tampered = (whole: Uint8Array, place: number, by: number): Uint8Array => {
      const copy = Uint8Array.from(whole);
      copy[place]! ^= by;
      return copy;
    };
    for (let place = 0; place < raw.length; place++)
      for (const by of [1, 32, 128]) expect(refusalOf(tampered(raw, place, by), sign(body))).toBe('wrong-signature');
    for (let place = 0; place < header.length; place++)
      for (const by of [1, 4, 32])
        expect(refusalOf(body, new TextDecoder().decode(tampered(header, place, by)))).not.toBe('taken');
    expect(refusalOf(`${body} `, sign(body))).toBe('wrong-signature');
    expect(refusalOf(JSON.stringify(EVENT), sign(body))).toBe('wrong-signature');
  });

  it('W14 is refused without a signature, with a wrong secret, and with noise for a header', () => {
    expect(refusalOf(body, undefined)).toBe('no-signature');
    expect(refusalOf(body, '')).toBe('no-signature');
    expect(refusalOf(body, sign(body, 'whsec_other'))).toBe('wrong-signature');
    expect(refusalOf(body, sign(body).replace('v1=', 'v0='))).toBe('malformed-signature');
    expect(refusalOf(body, `${sign(body)},t=${AT_SEC}`)).toBe('malformed-signature');
    expect(refusalOf(body, sign(body).toUpperCase().replace('T=', 't=').replace('V1=', 'v1='))).toBe('wrong-signature');
    fc.assert(fc.property(fc.string(), (noise) => refusalOf(body, noise) !== 'taken'));
  });

  it('is taken under either secret while one is replaced, and under either of two signatures', () => {
    const secrets = ['whsec_old', 'whsec_new'];
    for (const secret of secrets) expect(refusalOf(body, sign(body, secret), { secrets })).toBe('taken');
    const [t, v1] = sign(body, 'whsec_new').split(',');
    expect(refusalOf(body, `${t},v1=${'0'.repeat(64)},${v1},v0=abc`, { secrets })).toBe('taken');
  });

  it('W14 is refused when it is older than the tolerance, or from the future', () => {
    for (const [atSec, verdict] of [
      [AT_SEC - 300, 'taken'],
      [AT_SEC - 301, 'too-old'],
      [AT_SEC + 300, 'taken'],
      [AT_SEC + 301, 'too-old'],
    ] as const)
      expect(refusalOf(body, sign(body, SECRET, atSec))).toBe(verdict);
  });

  it('W14 is refused in the wrong mode, for an account that is not ours, and when it is no event', () => {
    const of = (changes: object): string => JSON.stringify({ ...EVENT, ...changes });
    const refused = (text: string, rules: Partial<WebhookRules> = {}): string => refusalOf(text, sign(text), rules);
    expect(refused(of({ livemode: true }))).toBe('wrong-mode');
    expect(refused(of({}), { isLive: true })).toBe('wrong-mode');
    expect(refused(of({}), { isOurs: (account) => account === null })).toBe('unknown-account');
    expect(refused(of({ account: undefined }), { isOurs: (account) => account === null })).toBe('taken');
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"id":"evt_1"',
      of({ id: 'x' }),
      of({ data: {} }),
      of({ livemode: 'false' }),
    ])
      expect(refused(text)).toBe('not-an-event');
  });

  it('needs a secret to go by', () => {
    for (const secrets of [[], [' '], [SECRET, '']])
      expect(() => refusalOf(body, sign(body), { secrets })).toThrow(/secret/);
  });
});

describeWithShared('the published cases', GOLDEN, () => {
  it('are signed rightly, each within its tolerance and not beyond', () => {
    const { cases } = JSON.parse(readFileSync(sharedPath(GOLDEN), 'utf8')) as { cases: Case[] };
    expect(cases.map(({ name }) => name)).toEqual(['ascii', 'unicode', 'pretty', 'two v1 one valid (secret roll)']);
    for (const { payload, secret, timestamp, header } of cases) {
      const rules = { secrets: [secret], nowMs: timestamp * 1000 };
      // the payloads are no whole events, which is only looked at once the signature is right
      expect(refusalOf(payload, header, rules)).toBe('not-an-event');
      expect(refusalOf(payload, header, { ...rules, nowMs: (timestamp + 301) * 1000 })).toBe('too-old');
      expect(refusalOf(payload, header, { ...rules, secrets: [`${secret}x`] })).toBe('wrong-signature');
      expect(refusalOf(`${payload} `, header, rules)).toBe('wrong-signature');
    }
  });
});
