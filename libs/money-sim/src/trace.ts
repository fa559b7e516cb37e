/** A running 64-bit hash (two 32-bit lanes) of everything that happens: equal runs have equal traces. */
export type Trace = { high: number; low: number; steps: number };

/** A trace of nothing. */
export const newTrace = (): Trace => ({ high: 0x9e3779b9 | 0, low: 0x7f4a7c15 | 0, steps: 0 });

/** Adds a number; its lower 32 bits and the 21 above them count. */
export function traceNumber(trace: Trace, value: number): void {
  const low = value | 0;
  const high = Math.trunc(value / 0x1_0000_0000) | 0;
  trace.low = Math.imul(trace.low ^ low, 0x85ebca6b) + trace.high;
  trace.low = (trace.low ^ (trace.low >>> 15)) | 0;
  trace.high = Math.imul(trace.high ^ (high + trace.low), 0xc2b2ae35);
  trace.high = (trace.high ^ (trace.high >>> 13)) | 0;
}

/** Adds text, letter by letter. */
export function traceText(trace: Trace, text: string): void {
  let { low } = trace;
  for (let at = 0; at < text.length; at++) low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
  trace.low = low;
  traceNumber(trace, text.length);
}

/** Adds a whole number of any size. */
export function traceBigint(trace: Trace, value: bigint): void {
  traceNumber(trace, Number(BigInt.asIntN(32, value)));
  traceNumber(trace, Number(BigInt.asIntN(32, value >> 32n)));
}

/** The hash as 16 hex digits. */
export const traceText16 = ({ high, low }: Trace): string => hex(high) + hex(low);

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
