import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { composeFile } from './compose.ts';
import { SERVICES } from './manifest.ts';
import { serviceEnv } from './service-env.ts';
import { startOptions } from './arguments.ts';
import { loadSecrets } from './secrets.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The little of YAML that the file uses: services two spaces in, their settings six. */
function parse(text: string): Map<string, { ports: number[]; environment: Record<string, string>; after: string[] }> {
  const services = new Map<string, { ports: number[]; environment: Record<string, string>; after: string[] }>();
  let current = '';
  for (const line of text.split('\n')) {
    const name = /^ {2}([a-z-]+):$/.exec(line)?.[1];
    if (name) services.set((current = name), { ports: [], environment: {}, after: [] });
    const service = services.get(current);
    if (!service) continue;
    service.ports.push(...[...line.matchAll(/127\.0\.0\.1:(\d+):\1/g)].map((match) => Number(match[1])));
    const setting = /^ {6}([A-Z0-9_]+): "(.*)"$/.exec(line);
    if (setting) service.environment[setting[1]!] = setting[2]!;
    const after = /^ {6}([a-z-]+): \{ condition: service_healthy \}$/.exec(line)?.[1];
    if (after) service.after.push(after);
  }
  return services;
}

describe('the compose file', () => {
  const text = readFileSync('docker/compose.yaml', 'utf8');
  const services = parse(text);

  it('is what the manifest makes of it', () => {
    expect(text).toBe(composeFile());
  });
  it('runs every process on its port, after the database and what it needs', () => {
    for (const { name, port, extraPorts, startsAfter } of SERVICES) {
      expect(services.get(name)?.ports).toEqual([port, ...Object.values(extraPorts ?? {})]);
      expect(services.get(name)?.after).toEqual(['postgres', ...startsAfter]);
    }
  });
  it('gives each service every setting that the launcher gives it, demo data, demo times and market choice apart', () => {
    const secrets = loadSecrets(mkdtempSync(join(tmpdir(), 'compose-')));
    const installation = {
      options: startOptions([], {}),
      secrets,
      adminUrl: 'postgres://postgres:x@127.0.0.1:3089/postgres',
    };
    const optional =
      /^(DEMO|MARKET_|REPLAY_|NODE_ENV|PATH|HOME|TZ|LANG|LOG_LEVEL|OLLAMA|TMPDIR|TEMP|BACKFILL_BARS|SETTLEMENT_MS|PAYOUT_|DEPOSIT_HOLD|WITHDRAWAL_COOL)/;
    for (const service of SERVICES) {
      const wanted = Object.keys(serviceEnv(service, installation)).filter(
        (name) => !optional.test(name) && !name.endsWith(`${service.name.replaceAll('-', '_').toUpperCase()}_URL`),
      );
      expect(wanted.filter((name) => !(name in (services.get(service.name)?.environment ?? {})))).toEqual([]);
    }
  });
  it('has no default for a secret', () => {
    for (const { environment } of services.values())
      for (const [name, value] of Object.entries(environment))
        if (/KEY|SECRET|PASSWORD|TOKEN/.test(name) && name !== 'SERVICE_PUBLIC_KEYS')
          expect(value).toMatch(/^\$\{[A-Z_]+:\?set [A-Z_]+\}$/);
  });
});

describe('the Dockerfile', () => {
  const text = readFileSync('docker/Dockerfile', 'utf8');
  it('runs as nobody in particular, with a health check, and copies only folders that exist', () => {
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^HEALTHCHECK /m);
    for (const [, folder] of text.matchAll(/^COPY (?:--chown=\S+ )?(apps|libs|database|orchestration|tools) /gm))
      expect(() =>
        readFileSync(`${folder}/package.json`.replace(/^(apps|libs)\/package.json$/, 'package.json')),
      ).not.toThrow();
  });
});
