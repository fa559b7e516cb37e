import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** The thread that ties a tick to an order and a click to a posting, across services. */
export type TraceContext = { traceId: string; spanId: string; requestId: string };

const storage = new AsyncLocalStorage<TraceContext>();
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** The trace that the current work belongs to, if any. */
export const currentTrace = (): TraceContext | undefined => storage.getStore();

/** Runs `work` inside a trace. */
export const runInTrace = <T>(trace: TraceContext, work: () => T): T => storage.run(trace, work);

/** Makes the rest of this asynchronous chain belong to `trace`. */
export const enterTrace = (trace: TraceContext): void => storage.enterWith(trace);

/** A new trace, or the next span of the one that a `traceparent` header names. @see W3C Trace Context */
export function newTrace(traceparent?: string, requestId?: string): TraceContext {
  const known = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent ?? '');
  return { traceId: known?.[1] ?? hex(16), spanId: hex(8), requestId: requestId ?? hex(8) };
}

/** The header that carries a trace to the next service. */
export const traceparentOf = (trace: TraceContext): string => `00-${trace.traceId}-${trace.spanId}-01`;
