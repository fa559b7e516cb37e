import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { flag, jsonOf, whole } from './fragments.ts';
import { loadConfig, type ConfigError } from './load-config.ts';

const shape = {
  PORT: z.coerce.number().int(),
  KEY: z.string().min(1),
  PEERS: jsonOf(z.record(z.string(), z.string())),
  LOUD: flag(false),
  SPEED: whole(5),
};
const good = { PORT: '3081', KEY: 'k', PEERS: '{"a":"b"}' };

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(shape, env);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

describe('configuration', () => {
  it('is parsed, completed with defaults and frozen', () => {
    const config = loadConfig(shape, good);
    expect(config).toEqual({ PORT: 3081, KEY: 'k', PEERS: { a: 'b' }, LOUD: false, SPEED: 5 });
    expect(Object.isFrozen(config)).toBe(true);
  });
  it('reports every fault at once, each by its name', () => {
    const faults = faultsOf({ PORT: 'x', PEERS: '{', LOUD: 'maybe' });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['KEY', 'LOUD', 'PEERS', 'PORT']);
  });
  it('takes an empty setting for one that is left out', () => {
    expect(faultsOf({ ...good, KEY: '' })[0]).toMatch(/^KEY/);
  });
  it('reads a setting from a file when its name ends in _FILE, and names a file it cannot read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'key');
    writeFileSync(file, 'from-file\n');
    const { KEY: _left, ...rest } = good;
    expect(loadConfig(shape, { ...rest, KEY_FILE: file }).KEY).toBe('from-file');
    expect(faultsOf({ ...rest, KEY_FILE: '/nowhere/key' })).toContain('KEY_FILE: cannot read /nowhere/key');
  });
});
