import { z } from 'zod';
import type { Route } from '@orbiquant/contracts';

/** The address of a call on our own origin: path parameters filled in, query encoded. */
export function addressOf(route: Route, input: { params?: unknown; query?: unknown }): string {
  const params = z.encode(route.params, input.params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
    if (value !== undefined) query.set(name, String(value));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
