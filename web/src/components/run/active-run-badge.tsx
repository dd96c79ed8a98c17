import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { formatPercentage } from "@/lib/format.ts";
import { invalidatePortfolio } from "./invalidate-portfolio.ts";
import { isActive } from "./run-progress-state.ts";

const POLL_MS = 3_000;
/** Runs may be started elsewhere, as every night. */
const IDLE_POLL_MS = 60_000;

type Portfolio = Answer<"/api/v1/portfolios">["portfolios"][number];

/**
 * Shows, wherever the reader is, that a portfolio is being calculated, and leads to it. When a calculation ends, what
 * it made stale is read again.
 */
export function ActiveRunBadge() {
  const { data } = useQuery({
    ...apiQuery("/api/v1/portfolios", {}),
    refetchInterval: ({ state }) => (activeIn(state.data?.portfolios).length > 0 ? POLL_MS : IDLE_POLL_MS),
  });
  const active = activeIn(data?.portfolios);
  useStaleAtEnd(active);
  const [first] = active;
  const { pathname } = useLocation();
  if (first === undefined || pathname === `/portfolios/${first.id}/run`) return null;
  const label = active.length === 1 ? `Calculating ${first.name}` : `Calculating ${active.length} portfolios`;
  const percent = formatPercentage(first.last_run?.percent_complete ?? 0, 0);
  return (
    <Link
      to="/portfolios/$portfolioId/run"
      params={{ portfolioId: first.id }}
      aria-label={active.length === 1 ? `${label}, ${percent}` : label}
      title={label}
      className="flex min-w-0 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-1 max-sm:p-1.5 text-xs font-medium text-accent"
    >
      <LoaderCircle aria-hidden className="size-3.5 shrink-0 motion-safe:animate-spin" />
      <span className="truncate max-md:hidden">{label}</span>
      {active.length === 1 ? <span className="numeric max-sm:hidden">{percent}</span> : null}
    </Link>
  );
}

function activeIn(portfolios: readonly Portfolio[] | undefined): readonly Portfolio[] {
  return (portfolios ?? []).filter(({ last_run: run }) => run !== null && isActive(run.status));
}

/** Invalidates a portfolio's answers once it is no longer among the active ones. */
function useStaleAtEnd(active: readonly Portfolio[]): void {
  const before = useRef<ReadonlySet<string>>(new Set());
  const ids = active.map(({ id }) => id).join(" ");
  useEffect(() => {
    const now = new Set(ids === "" ? [] : ids.split(" "));
    for (const id of before.current) if (!now.has(id)) void invalidatePortfolio(id);
    before.current = now;
  }, [ids]);
}
