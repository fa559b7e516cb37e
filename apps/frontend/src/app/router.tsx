import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { useSession } from '../shared/api/session.ts';
import { Failed } from './failed.tsx';
import { NotFound } from './not-found.tsx';
import {
  chartSearch,
  copilotSearch,
  decisionSearch,
  labNewSearch,
  labRunSearch,
  labSearch,
  lineageSearch,
  loginSearch,
  marketsSearch,
  ruleVersionSearch,
  walletSearch,
} from './search.ts';
import { Shell } from './shell/shell.tsx';
import { Splash } from './splash.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Failed });

/** Waits until it is known whether somebody is signed in. */
const settled = (): Promise<boolean> =>
  new Promise((resolve) => {
    const known = ({ status }: ReturnType<typeof useSession.getState>): boolean =>
      status === 'looking' ? false : (resolve(status === 'signed-in'), true);
    if (known(useSession.getState())) return;
    const stop = useSession.subscribe((state) => known(state) && stop());
  });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: loginSearch,
  beforeLoad: async ({ search }) => {
    if (await settled()) throw redirect({ href: search.next ?? '/home', replace: true });
  },
  component: lazyRouteComponent(() => import('../features/auth/login-page.tsx'), 'LoginPage'),
});
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    if (!(await settled())) throw redirect({ to: '/login', search: { next: location.href }, replace: true });
  },
  component: Shell,
  pendingComponent: Splash,
  errorComponent: Failed,
});
const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home', replace: true });
  },
});
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/home',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});
const markets = createRoute({
  getParentRoute: () => signedIn,
  path: '/markets',
  validateSearch: marketsSearch,
  component: lazyRouteComponent(() => import('../features/markets/markets-page.tsx'), 'MarketsPage'),
});
const chart = createRoute({
  getParentRoute: () => signedIn,
  path: '/markets/$symbol',
  validateSearch: chartSearch,
  component: lazyRouteComponent(() => import('../features/chart/chart-page.tsx'), 'ChartPage'),
});
const agents = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents',
  component: lazyRouteComponent(() => import('../features/agents/agents-page.tsx'), 'AgentsPage'),
});
const agent = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents/$agentId',
  validateSearch: decisionSearch,
  component: lazyRouteComponent(() => import('../features/agents/agent-page.tsx'), 'AgentPage'),
});
const decision = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents/$agentId/decisions/$decisionId',
  component: lazyRouteComponent(() => import('../features/decision/decision-page.tsx'), 'DecisionPage'),
});
const lab = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab',
  validateSearch: labSearch,
  component: lazyRouteComponent(() => import('../features/lab/lab-page.tsx'), 'LabPage'),
});
const labNew = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/new',
  validateSearch: labNewSearch,
  component: lazyRouteComponent(() => import('../features/lab/new-run-page.tsx'), 'NewRunPage'),
});
const labRun = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/$runId',
  validateSearch: labRunSearch,
  component: lazyRouteComponent(() => import('../features/lab/run-page.tsx'), 'RunPage'),
});
const rules = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/rules',
  component: lazyRouteComponent(() => import('../features/lab/rules/rule-sets-page.tsx'), 'RuleSetsPage'),
});
const rulesNew = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/rules/new',
  component: lazyRouteComponent(() => import('../features/lab/rules/new-rules-page.tsx'), 'NewRulesPage'),
});
const rulesOne = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/rules/$ruleSetId',
  validateSearch: ruleVersionSearch,
  component: lazyRouteComponent(() => import('../features/lab/rules/rule-set-page.tsx'), 'RuleSetPage'),
});
const rulesEdit = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/rules/$ruleSetId/edit',
  validateSearch: ruleVersionSearch,
  component: lazyRouteComponent(() => import('../features/lab/rules/edit-rules-page.tsx'), 'EditRulesPage'),
});
const rulesShared = createRoute({
  getParentRoute: () => signedIn,
  path: '/lab/rules/shared/$token',
  component: lazyRouteComponent(() => import('../features/lab/rules/shared-rules-page.tsx'), 'SharedRulesPage'),
});
const invest = createRoute({
  getParentRoute: () => signedIn,
  path: '/invest',
  component: lazyRouteComponent(() => import('../features/invest/invest-page.tsx'), 'InvestPage'),
});
const wallet = createRoute({
  getParentRoute: () => signedIn,
  path: '/wallet',
  validateSearch: walletSearch,
  component: lazyRouteComponent(() => import('../features/wallet/wallet-page.tsx'), 'WalletPage'),
});
const adminMoney = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/money',
  component: lazyRouteComponent(() => import('../features/admin/money-page.tsx'), 'MoneyPage'),
});
const lineage = createRoute({
  getParentRoute: () => signedIn,
  path: '/lineage/$productId',
  validateSearch: lineageSearch,
  component: lazyRouteComponent(() => import('../features/lineage/lineage-page.tsx'), 'LineagePage'),
});
const copilot = createRoute({
  getParentRoute: () => signedIn,
  path: '/copilot',
  validateSearch: copilotSearch,
  component: lazyRouteComponent(() => import('../features/copilot/copilot-page.tsx'), 'CopilotPage'),
});

const tree = root.addChildren([
  login,
  signedIn.addChildren([
    start,
    home,
    markets,
    chart,
    agents,
    agent,
    decision,
    lab,
    labNew,
    labRun,
    rules,
    rulesNew,
    rulesOne,
    rulesEdit,
    rulesShared,
    invest,
    wallet,
    adminMoney,
    lineage,
    copilot,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
