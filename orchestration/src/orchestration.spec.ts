import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startOptions, UsageError } from './arguments.ts';
import { settledMarket } from './market-choice.ts';
import { callersOf, SERVICES, serviceNamed } from './manifest.ts';
import { portsOf, preflight } from './preflight.ts';
import { loadSecrets } from './secrets.ts';
import { serviceEnv } from './service-env.ts';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'orchestration-'));

describe('the manifest', () => {
  it('gives each process ports of its own, starts nothing before what it needs, and names entries that exist', () => {
    const ports = portsOf(0, false).map(({ port }) => port);
    expect(new Set(ports).size).toBe(ports.length);
    SERVICES.forEach(({ startsAfter }, at) =>
      expect(startsAfter.every((name) => SERVICES.findIndex((service) => service.name === name) < at)).toBe(true),
    );
    expect(SERVICES.filter(({ entry }) => !existsSync(entry)).map(({ name }) => name)).toEqual([]);
  });
  it('keeps the ports that the documentation promises', () => {
    const promised = {
      frontend: 3080,
      backend: 3081,
      'ml-engine': 3083,
      'data-service': 3084,
      'llm-agent': 3085,
      'trading-agents': 3086,
      'stripe-emulator': 3087,
      'paper-exchange': 3088,
    };
    expect(Object.fromEntries(SERVICES.map(({ name, port }) => [name, port]))).toEqual(promised);
  });
  it('lets nobody call trading-agents but the backend and the copilot', () => {
    expect(callersOf('trading-agents').sort()).toEqual(['backend', 'llm-agent']);
  });
});

describe('the flags of a start', () => {
  it('take replay files from the folder the command was typed in', () => {
    const options = startOptions(['--replay', 'a.csv', 'b.csv', '--speed', '5000', '--detach'], {
      INIT_CWD: '/somewhere',
    });
    expect(options).toMatchObject({
      replay: ['/somewhere/a.csv', '/somewhere/b.csv'],
      speed: 5000,
      detach: true,
      portOffset: 0,
    });
  });
  it.each([
    [['--speed', 'fast'], /--speed takes a number/],
    [['--speed', '10001'], /from 0.01 to 10000/],
    [['--fly'], /fly/],
  ])('refuse %j in one sentence', (args, sentence) => {
    expect(() => startOptions(args, {})).toThrow(UsageError);
    expect(() => startOptions(args, {})).toThrow(sentence);
  });
});

describe('before a start', () => {
  const at = (stateFolder: string, change = {}) => ({
    ...startOptions([], {}),
    stateFolder,
    portOffset: 20_000,
    ...change,
  });

  it('a port in use is named with its owner and the way out', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(preflight(at(temporary(), { portOffset: port - 3088 }), true)).rejects.toThrow(
      new RegExp(`Port ${port}, which paper-exchange needs, is in use.*--port-offset`),
    );
    await new Promise((resolve) => server.close(resolve));
  });
  it('a folder that cannot be written is named', async () => {
    const file = join(temporary(), 'a-file');
    writeFileSync(file, '');
    await expect(preflight(at(join(file, 'state')), true)).rejects.toThrow(/cannot be written/);
  });
  it('a file that is not there is named', async () => {
    await expect(preflight(at(temporary(), { replay: ['/nowhere.csv'] }), true)).rejects.toThrow(
      'There is no file /nowhere.csv to replay.',
    );
  });
});

describe('the market of an installation', () => {
  it('is kept: a start without flags goes on with it, at any speed, and another market is refused', () => {
    const stateFolder = temporary();
    const first = { ...startOptions(['--replay', 'a.csv'], { INIT_CWD: '/x' }), stateFolder };
    settledMarket(first);
    const later = settledMarket({ ...startOptions(['--speed', '7'], {}), stateFolder });
    expect([later.replay, later.speed]).toEqual([['/x/a.csv'], 7]);
    const other = { ...startOptions(['--seed', 'other'], {}), stateFolder };
    expect(() => settledMarket(other)).toThrow(/lives in the replay of a.csv/);
  });
});

describe('secrets', () => {
  it('are made once, differ between installations, and only their owner may read them', () => {
    const folder = temporary();
    const first = loadSecrets(folder);
    expect(loadSecrets(folder)).toEqual(first);
    expect(loadSecrets(temporary()).adminToken).not.toBe(first.adminToken);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
  it('go to the service they are for and to no other', () => {
    const secrets = loadSecrets(temporary());
    const installation = {
      options: startOptions([], {}),
      secrets,
      adminUrl: 'postgres://postgres:owner@127.0.0.1:3089/postgres',
    };
    const envOf = (name: string): string => JSON.stringify(serviceEnv(serviceNamed(name), installation));
    for (const { name } of SERVICES) expect(envOf(name)).not.toContain('postgres:owner');
    const holders = (secret: string): string[] =>
      SERVICES.filter(({ name }) => envOf(name).includes(secret)).map(({ name }) => name);
    expect(holders(secrets.orion.secret)).toEqual(['paper-exchange', 'trading-agents']);
    expect(holders(secrets.rolePasswords.backend)).toEqual(['backend']);
    expect(holders(String(secrets.serviceKeys.backend.privateKey['d']))).toEqual(['backend']);
    expect(holders(String(secrets.authKey['d']))).toEqual(['backend']);
  });
});
