import type { FastifyInstance, RouteOptions } from 'fastify';
import { invariant } from '@orbiquant/kernel';

/** Remembers every route from here on; one without a policy stops the start. */
export function collectRoutes(server: FastifyInstance): RouteOptions[] {
  const routes: RouteOptions[] = [];
  server.addHook('onRoute', (route) => {
    if (route.method === 'OPTIONS') return;
    invariant(route.config?.access, `the route ${String(route.method)} ${route.url} has no policy`);
    routes.push(route);
  });
  return routes;
}
