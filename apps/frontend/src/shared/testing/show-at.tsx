import type { ReactNode } from 'react';
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
import type { z } from 'zod';

/** A screen at its path, with what it reads from the address. */
export type Screen = { path: string; component: () => ReactNode; search?: z.ZodType };

/** Shows one signed-in screen at an address, and gives the router. */
export function showAt(address: string, { path, component, search }: Screen) {
  const root = createRootRoute({ component: Outlet });
  const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: Outlet });
  const screen = createRoute({
    getParentRoute: () => signedIn,
    path,
    component,
    ...(search ? { validateSearch: (raw: unknown) => search.parse(raw) as Record<string, unknown> } : {}),
  });
  const router = createRouter({
    routeTree: root.addChildren([signedIn.addChildren([screen])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { router, queries, ...shown };
}
