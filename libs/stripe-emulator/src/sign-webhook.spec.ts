import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { signWebhook } from './sign-webhook.ts';

const GOLDEN = 'golden/signing/stripe_webhook_valid.json';
type Case = { name: string; payload: string; secret: string; timestamp: number; header: string };

describeWithShared('the signature of a delivery', GOLDEN, () => {
  it('is the one of the official SDK, case by case', () => {
    const { cases } = JSON.parse(readFileSync(sharedPath(GOLDEN), 'utf8')) as { cases: Case[] };
    expect(cases).toHaveLength(4);
    for (const { payload, secret, timestamp, header } of cases) {
      const [t, v1] = signWebhook(payload, [secret], timestamp).split(',');
      expect(header.split(',')).toEqual(expect.arrayContaining([t, v1]));
    }
  });
});
