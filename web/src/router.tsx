import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { freshSession } from "./api/session.ts";
import { Shell } from "./components/layout/shell.tsx";
import { ErrorState, Skeleton } from "./components/ui/states.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

/** What is read without being signed in. `next`: where to go on after. */
const visitor = createRoute({
  getParentRoute: () => root,
  id: "visitor",
  validateSearch: (search: Record<string, unknown>): { next?: string; token?: string } => ({
    ...(typeof search.next === "string" && isOwnPath(search.next) ? { next: search.next } : {}),
    ...(typeof search.token === "string" ? { token: search.token } : {}),
  }),
});

/** Everything else. A reload takes up the sign-in of this browser before anything is asked. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    if ((await freshSession()) === null) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: Shell,
});

const portfolio = createRoute({
  getParentRoute: () => signedIn,
  path: "/portfolios/$portfolioId",
  validateSearch: (search: Record<string, unknown>): { as_of?: string } =>
    typeof search.as_of === "string" && /^\d{4}-\d\d-\d\d$/.test(search.as_of) ? { as_of: search.as_of } : {},
  search: { middlewares: [retainSearchParams(["as_of"])] },
});

const page = lazyRouteComponent;

/** Every page: its place in the address and its file. */
const routes = root.addChildren([
  visitor.addChildren([
    createRoute({
      getParentRoute: () => visitor,
      path: "/sign-in",
      component: page(() => import("./pages/accounts/sign-in-page.tsx"), "SignInPage"),
    }),
    createRoute({
      getParentRoute: () => visitor,
      path: "/register",
      component: page(() => import("./pages/accounts/register-page.tsx"), "RegisterPage"),
    }),
    createRoute({
      getParentRoute: () => visitor,
      path: "/setup",
      component: page(() => import("./pages/accounts/setup-page.tsx"), "SetupPage"),
    }),
  ]),
  signedIn.addChildren([
    createRoute({
      getParentRoute: () => signedIn,
      path: "/",
      component: page(() => import("./pages/portfolios/portfolios-page.tsx"), "PortfoliosPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/upload",
      component: page(() => import("./pages/upload/upload-page.tsx"), "UploadPage"),
      validateSearch: ({ step }: Record<string, unknown>): { step?: "review" | "account" } =>
        step === "review" || step === "account" ? { step } : {},
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/account",
      component: page(() => import("./pages/accounts/account-page.tsx"), "AccountPage"),
    }),
    portfolio.addChildren([
      createRoute({
        getParentRoute: () => portfolio,
        path: "/",
        component: page(() => import("./pages/overview/overview-page.tsx"), "OverviewPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/holdings",
        component: page(() => import("./pages/holdings/holdings-page.tsx"), "HoldingsPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/cash-flows",
        component: page(() => import("./pages/cash-flows/cash-flows-page.tsx"), "CashFlowsPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/factors",
        component: page(() => import("./pages/factors/factors-page.tsx"), "FactorsPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/stress",
        component: page(() => import("./pages/stress/stress-page.tsx"), "StressPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/correlations",
        component: page(() => import("./pages/correlations/correlations-page.tsx"), "CorrelationsPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/volatility",
        component: page(() => import("./pages/volatility/volatility-page.tsx"), "VolatilityPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/tail-risk",
        component: page(() => import("./pages/tail-risk/tail-risk-page.tsx"), "TailRiskPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/composition",
        component: page(() => import("./pages/composition/composition-page.tsx"), "CompositionPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/changes",
        component: page(() => import("./pages/changes/changes-page.tsx"), "ChangesPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/data-quality",
        component: page(() => import("./pages/data-quality/data-quality-page.tsx"), "DataQualityPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/run",
        component: page(() => import("./pages/run/run-page.tsx"), "RunPage"),
      }),
      createRoute({
        getParentRoute: () => portfolio,
        path: "/settings",
        component: page(() => import("./pages/settings/settings-page.tsx"), "SettingsPage"),
      }),
    ]),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/runs",
      component: page(() => import("./pages/admin/runs-page.tsx"), "RunsPage"),
      validateSearch: runFilters,
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/runs/$runId",
      component: page(() => import("./pages/admin/admin-run-page.tsx"), "AdminRunPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/system",
      component: page(() => import("./pages/admin/system-page.tsx"), "SystemPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/matrix",
      component: page(() => import("./pages/admin/matrix-page.tsx"), "MatrixPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/freshness",
      component: page(() => import("./pages/admin/freshness-page.tsx"), "FreshnessPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/users",
      component: page(() => import("./pages/admin/users-page.tsx"), "UsersPage"),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: "/admin/audit",
      component: page(() => import("./pages/admin/audit-page.tsx"), "AuditPage"),
    }),
  ]),
]);

export const router = createRouter({
  routeTree: routes,
  defaultPreload: "intent",
  defaultPendingComponent: () => <Skeleton className="h-96" />,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorState error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
  ),
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Where a sign-in may lead on: a path of this site, nothing that a browser would take for another one. */
function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}

function runFilters(search: Record<string, unknown>): { status?: string; trigger?: string; days?: number } {
  const { status, trigger, days } = search;
  return {
    ...(typeof status === "string" ? { status } : {}),
    ...(typeof trigger === "string" ? { trigger } : {}),
    ...(typeof days === "number" ? { days } : {}),
  };
}
