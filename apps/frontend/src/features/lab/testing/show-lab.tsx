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
import { labNewSearch, labRunSearch, labSearch, ruleVersionSearch } from '../../../app/search.ts';
import { serve as serveHouse, type Answer, type Answers, type Sent } from '../../../shared/testing/serve.ts';
import { LabPage } from '../lab-page.tsx';
import { NewRunPage } from '../new-run-page.tsx';
import { EditRulesPage } from '../rules/edit-rules-page.tsx';
import { NewRulesPage } from '../rules/new-rules-page.tsx';
import { RuleSetPage } from '../rules/rule-set-page.tsx';
import { RuleSetsPage } from '../rules/rule-sets-page.tsx';
import { SharedRulesPage } from '../rules/shared-rules-page.tsx';
import { RunPage } from '../run-page.tsx';
import { dailyCandles, instruments, runOfKind, strategies } from './runs.ts';

export { USER_ID, type Answer, type Sent } from '../../../shared/testing/serve.ts';

const USUAL: Answers = {
  '/api/v1/lab/strategies': { body: strategies },
  '/api/v1/instruments': { body: instruments.map((instrument) => z.encode(Instrument, instrument)) },
  '/api/v1/candles': { body: dailyCandles },
  '/api/v1/lab/runs': { body: [] },
};

/** The lab's own platform: what is not answered otherwise is as usual. */
export const serve = (answers: Answers): Sent[] => serveHouse({ ...USUAL, ...answers }, ['trader']);

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
  const rules = createRoute({ getParentRoute: () => signedIn, path: '/lab/rules', component: RuleSetsPage });
  const rulesNew = createRoute({ getParentRoute: () => signedIn, path: '/lab/rules/new', component: NewRulesPage });
  const rulesOne = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab/rules/$ruleSetId',
    validateSearch: ruleVersionSearch,
    component: RuleSetPage,
  });
  const rulesEdit = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab/rules/$ruleSetId/edit',
    validateSearch: ruleVersionSearch,
    component: EditRulesPage,
  });
  const rulesShared = createRoute({
    getParentRoute: () => signedIn,
    path: '/lab/rules/shared/$token',
    component: SharedRulesPage,
  });
  const places = [lab, labNew, labRun, rules, rulesNew, rulesOne, rulesEdit, rulesShared];
  const router = createRouter({
    routeTree: root.addChildren([signedIn.addChildren(places)]),
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
