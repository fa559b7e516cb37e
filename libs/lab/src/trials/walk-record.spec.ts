import { describe, expect, it } from '@jest/globals';
import type { LabVerdict } from '@orbiquant/contracts';
import { mergeRecords } from './merge-records.ts';
import { reason, withReasons } from './reason.ts';
import { lookedAtTests, trainedRecord, walkRecord } from './walk-record.ts';

const measured = { sharpePerDay: 0.1, days: 300 };

describe('what a walk-forward leaves in the ledger', () => {
  it('itself once, named by what it searched and how', () => {
    const record = walkRecord({ trainBars: 500 }, measured);
    expect(record).toMatchObject(measured);
    expect(walkRecord({ trainBars: 500 }, measured)).toEqual(record);
    expect(walkRecord({ trainBars: 501 }, measured).parametersDigest).not.toBe(record.parametersDigest);
  });

  it('each combination of its windows once, counted and not measured', () => {
    const records = mergeRecords([], [trainedRecord('a', 50), trainedRecord('a', 70), trainedRecord('b', 50)]);
    expect(records).toHaveLength(2);
    expect(records.every(({ sharpePerDay }) => sharpePerDay === null)).toBe(true);
  });

  it('only looks at the tests count against a walk; all looks count against anything else', () => {
    const ledger = [trainedRecord('a', 50), walkRecord({}, measured), { parametersDigest: 'c', ...measured }];
    expect(lookedAtTests(ledger)).toEqual(ledger.slice(1));
    const elsewhere = { ...trainedRecord('a', 50), parametersDigest: 'sma-cross:window:a' };
    expect(lookedAtTests([elsewhere])).toEqual([]);
  });
});

describe('further reasons of a verdict', () => {
  const passed: LabVerdict = { passes: true, trials: 3, reasons: [reason('gain', true, { totalReturn: 0.1 })] };

  it('all have to hold', () => {
    expect(withReasons(passed, [reason('ruin', true, { ruin: 0 })])).toMatchObject({ passes: true, trials: 3 });
    const failed = withReasons(passed, [reason('ruin', false, { ruin: 0.5 })]);
    expect(failed).toMatchObject({ passes: false });
    expect(failed.reasons.map(({ code }) => code)).toEqual(['gain', 'ruin']);
    expect(withReasons(failed, [reason('stresses', true, {})]).passes).toBe(false);
  });

  it('figures that are no number are left out', () => {
    expect(reason('efficiency', false, { efficiency: NaN, min: 0.5 }).params).toEqual({ min: 0.5 });
  });
});
