import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const EXAMPLE = fileURLToPath(new URL('../../../examples/paper-exchange.ts', import.meta.url));

it('an unmodified ccxt client trades, streams and meets every error it must be ready for', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [EXAMPLE], {
    timeout: 50_000,
    env: {},
  });
  const summary = JSON.parse(stdout.trim().split('\n').at(-1)!) as unknown;
  expect(summary).toEqual({
    ok: true,
    steps: 27,
    errors: {
      insufficient: 'InsufficientFunds',
      badParameter: 'BadRequest',
      offGrid: 'InvalidOrder',
      nonce: 'InvalidNonce',
      rateLimit: 'RateLimitExceeded',
      rateLimitOverRest: 'DDoSProtection',
      timeout: 'RequestTimeout',
      afterTimeout: 'closed at the exchange',
    },
  });
}, 60_000);
