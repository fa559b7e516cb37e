import type { LabReason, LabVerdict } from '@orbiquant/contracts';
import type { ReasonCode } from './reason-codes.ts';

/** One reason of a verdict; a figure that cannot be measured is left out, so that JSON can carry it. */
export const reason = (code: ReasonCode, passes: boolean, params: Readonly<Record<string, number>>): LabReason => ({
  code,
  passes,
  params: Object.fromEntries(Object.entries(params).filter(([, value]) => Number.isFinite(value))),
});

/** A verdict with further reasons: it passes when all of them do. */
export function withReasons(verdict: LabVerdict, more: readonly LabReason[]): LabVerdict {
  const reasons = [...verdict.reasons, ...more];
  return { ...verdict, reasons, passes: reasons.every(({ passes }) => passes) };
}
