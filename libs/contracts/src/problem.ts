import { z } from 'zod';

/** Every error body of every service. @see RFC 9457 (Problem Details for HTTP APIs) */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  /** Stable; clients branch on it and translate it. */
  code: z.string(),
  traceId: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.output<typeof Problem>;
