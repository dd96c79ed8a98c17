import {
  Activity,
  ArrowLeftRight,
  ChartLine,
  ChartPie,
  ClipboardList,
  Database,
  Gauge,
  Grid3x3,
  History,
  type LucideIcon,
  Scale,
  ServerCog,
  Settings,
  ShieldAlert,
  ShieldCheck,
  TrendingDown,
  Users,
  Wallet,
  Waves,
} from "lucide-react";
import type { ReactNode } from "react";

interface NavigationItem {
  readonly to: string;
  readonly label: ReactNode;
  readonly icon: LucideIcon;
  /** Only marked as current on the very path. */
  readonly exact?: boolean;
}

export interface NavigationGroup {
  readonly title: string;
  readonly items: readonly NavigationItem[];
}

/** What there is to see of a portfolio, in the order of the sidebar. */
export const PORTFOLIO_NAVIGATION: readonly NavigationGroup[] = [
  {
    title: "Portfolio",
    items: [
      { to: "/portfolios/$portfolioId", label: "Overview", icon: ChartLine, exact: true },
      { to: "/portfolios/$portfolioId/holdings", label: "Holdings", icon: Wallet },
      { to: "/portfolios/$portfolioId/cash-flows", label: "Cash flows", icon: ArrowLeftRight },
    ],
  },
  {
    title: "Risk",
    items: [
      { to: "/portfolios/$portfolioId/factors", label: "Factors", icon: Scale },
      { to: "/portfolios/$portfolioId/stress", label: "Stress tests", icon: ShieldAlert },
      { to: "/portfolios/$portfolioId/correlations", label: "Correlations", icon: Grid3x3 },
      { to: "/portfolios/$portfolioId/volatility", label: "Volatility", icon: Waves },
      { to: "/portfolios/$portfolioId/tail-risk", label: "Tail risk", icon: TrendingDown },
      { to: "/portfolios/$portfolioId/composition", label: "Composition", icon: ChartPie },
      { to: "/portfolios/$portfolioId/changes", label: "What changed", icon: History },
    ],
  },
  {
    title: "Behind it",
    items: [
      { to: "/portfolios/$portfolioId/data-quality", label: "Data quality", icon: ShieldCheck },
      { to: "/portfolios/$portfolioId/run", label: "Calculation", icon: Activity },
      { to: "/portfolios/$portfolioId/settings", label: "Settings", icon: Settings },
    ],
  },
];

/** What operators see. */
export const ADMIN_NAVIGATION: NavigationGroup = {
  title: "Operator",
  items: [
    { to: "/admin/runs", label: "Runs", icon: Activity },
    { to: "/admin/system", label: "System", icon: ServerCog },
    { to: "/admin/matrix", label: "Completion", icon: Gauge },
    { to: "/admin/freshness", label: "Freshness", icon: Database },
    { to: "/admin/users", label: "Users", icon: Users },
    { to: "/admin/audit", label: "Audit log", icon: ClipboardList },
  ],
};
