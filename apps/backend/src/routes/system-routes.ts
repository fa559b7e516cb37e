import type { FastifyInstance } from 'fastify';
import { getSystemStatus } from '@orbiquant/contracts';
import { mount } from '@orbiquant/platform-http';
import type { StatusWatch } from '../watch-status.ts';

/** Mode, clock and services, from the newest look at them. */
export function systemRoutes(server: FastifyInstance, watch: StatusWatch): void {
  mount(server, getSystemStatus, async () => watch.latest());
}
