import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AgentCommand, ORDER_STATES } from '@orbiquant/contracts';
import { HTTP_STATUS } from '@orbiquant/kernel';
import { RULE_FAULT_CODES, RULE_VOTE_CODES } from '@orbiquant/strategy';
import { texts } from './texts.ts';

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, path = ''): Array<[string, string]> =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const es = new Map(leaves(texts.es as Tree));
const en = new Map(leaves(texts.en as Tree));
const placeholders = (text: string): string[] =>
  [...text.matchAll(/{{\s*([\w]+)/g)].map(([, name]) => name ?? '').sort();

/** Where agents say why. */
const SPEAKERS = [
  'libs/agent/src/decide.ts',
  'libs/strategy/src/*.ts',
  'libs/strategy/src/shipped/*.ts',
  'libs/trading/src/approve-order.ts',
  'libs/trading-ccxt/src/*.ts',
  'apps/trading-agents/src/*.ts',
];
const FAMILIES = 'agent|strategy|trend|hma-sma|risk|command|reconcile|venue|fence|intent';

function spokenCodes(): string[] {
  const files = SPEAKERS.flatMap((pattern) => globSync(pattern)).filter((file) => !file.includes('.spec.'));
  const literal = new RegExp(`'((?:${FAMILIES})\\.[a-z-]+)'`, 'g');
  const codes = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(literal)].map(([, code]) => code ?? ''),
  );
  return [...new Set([...codes, ...AgentCommand.options.map((command) => `command.${command}`)])].sort();
}

describe('texts', () => {
  it('exist in both languages with the same keys and the same placeholders', () => {
    expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
    const differing = [...es].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(en.get(key) ?? '')),
    );
    expect(differing).toEqual([]);
  });

  it('are never empty', () => {
    expect([...es, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('hold every reason that an agent can give', () => {
    const codes = spokenCodes();
    expect(codes.length).toBeGreaterThan(35);
    expect(codes.filter((code) => !es.has(`reasons.${code}`) || !en.has(`reasons.${code}`))).toEqual([]);
  });

  it('hold every reason that a rule set can give, and everything that may be wrong with one', () => {
    expect(RULE_VOTE_CODES.filter((code) => !es.has(`reasons.${code}`))).toEqual([]);
    expect(RULE_FAULT_CODES.filter((code) => !es.has(`rules.fault.${code}`))).toEqual([]);
  });

  it('hold every error code and every state of an order', () => {
    expect(Object.keys(HTTP_STATUS).filter((code) => !es.has(`problems.${code}`))).toEqual([]);
    expect(ORDER_STATES.filter((state) => !es.has(`agents.orderState.${state}`))).toEqual([]);
  });
});
