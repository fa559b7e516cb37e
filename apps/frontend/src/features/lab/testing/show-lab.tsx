import { render } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { z } from 'zod';
import { createLabRun, Instrument, LabOrder } from '@orbiquant/contracts';
import { labNewSearch, labRunSearch, labSearch } from '../../../app/search.ts';
import { useSession } from '../../../shared/api/session.ts';
import { LabPage } from '../lab-page.tsx';
import { NewRunPage } from '../new-run-page.tsx';
import { RunPage } from '../run-page.tsx';
import { dailyCandles, instruments, runOfKind, strategies } from './runs.ts';

export const USER_ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1f';

/** An answer by path: a body, or a problem with its status. */
export type Answer = { status?: number; body: unknown };
export type Sent = { method: string; path: string; query: URLSearchParams; key: string | null; body: unknown };

const USUAL: Readonly<Record<string, unknown>> = {
  '/api/v1/lab/strategies': strategies,
  '/api/v1/instruments': instruments.map((instrument) => z.encode(Instrument, instrument)),
  '/api/v1/candles': dailyCandles,
  '/api/v1/lab/runs': [],
  '/api/v1/system/status': { mode: 'synthetic', clock: null, services: [], version: '1' },
};

/** A platform that answers by path and remembers what it was asked. */
export function serve(answers: Readonly<Record<string, Answer | ((sent: Sent) => Answer)>>): Sent[] {
  const sent: Sent[] = [];
  const person = {
    userId: USER_ID,
    email: 'a@b.es',
    displayName: 'A',
    roles: ['trader' as const],
    language: 'es' as const,
    isDemo: true,
  };
  useSession.setState({ status: 'signed-in', session: { accessToken: 'token', expiresAtMs: 1, person } });
  globalThis.fetch = (async (
    address: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) => {
    const { pathname, searchParams } = new URL(address, 'http://house');
    const one: Sent = {
      method: init.method,
      path: pathname,
      query: searchParams,
      key: init.headers['idempotency-key'] ?? null,
      body: init.body ? JSON.parse(init.body) : null,
    };
    sent.push(one);
    const found = answers[`${init.method} ${pathname}`] ?? answers[pathname];
    const { status = 200, body }: Answer =
      typeof found === 'function' ? found(one) : (found ?? { body: USUAL[pathname] });
    return { ok: status < 400, status, headers: new Headers(), json: async () => body };
  }) as never;
  return sent;
}

/** What an order that was sent is answered with. */
export const accepted = ({ body }: Sent): Answer => ({
  status: createLabRun.status,
  body: runOfKind('backtest', {
    state: 'queued',
    order: z.decode(LabOrder, body as never),
    figures: {},
    verdict: null,
    finishedAtMs: null,
    progress: { done: 0, total: 0, stage: 'queued' },
  }),
});

/** Shows the lab at an address, with its own routes, and gives the router. */
export function showLab(address: string) {
  const root = createRootRoute({ component: Outlet });
  const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: Outlet });
  const lab = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab',
    validateSearch: labSearch,
    component: LabPage,
  });
  const labNew = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab/new',
    validateSearch: labNewSearch,
    component: NewRunPage,
  });
  const labRun = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab/$runId',
    validateSearch: labRunSearch,
    component: RunPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([signedIn.addChildren([lab, labNew, labRun])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { router, ...shown };
}
