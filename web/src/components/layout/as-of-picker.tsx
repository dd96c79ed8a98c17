import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ChevronsRight } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { type PortfolioSummary, usePortfolio } from "@/api/use-portfolio.ts";
import { useAsOf } from "@/lib/route-state.ts";
import { Button } from "../ui/button.tsx";
import { neighbourSession } from "./neighbour-session.ts";

/** The session that all pages of the portfolio show. It is in the address, so it can be sent on; without one, the latest. */
export function AsOfPicker() {
  const portfolio = usePortfolio();
  if (portfolio === undefined || portfolio.as_of === null) return null;
  return <SessionPicker key={portfolio.id} portfolio={portfolio} latest={portfolio.as_of} />;
}

interface SessionPickerProps {
  readonly portfolio: PortfolioSummary;
  readonly latest: string;
}

function SessionPicker({ portfolio, latest }: SessionPickerProps) {
  const asOf = useAsOf();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  /** What is being typed, which need not be a session yet. */
  const [draft, setDraft] = useState<string | null>(null);
  const [isWanted, setIsWanted] = useState(false);
  const snapshots = apiQuery("/api/v1/data/portfolio/{portfolio_id}/snapshots", {
    path: { portfolio_id: portfolio.id },
    query: {},
  });
  const { data } = useQuery({ ...snapshots, enabled: isWanted });
  const first = data?.snapshots[0]?.as_of;
  const shown = asOf ?? latest;

  const show = (date: string | undefined) => {
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, as_of: date === latest ? undefined : date }),
      resetScroll: false,
    });
  };
  const step = async (direction: "previous" | "next") => {
    const { snapshots: rows } = await queryClient.ensureQueryData(snapshots);
    const session = neighbourSession(
      rows.map(({ as_of: at }) => at),
      shown,
      direction,
    );
    if (session !== undefined) show(session);
  };
  const type = (date: string) => {
    setDraft(date);
    if (date === "") show(undefined);
    else if (date <= latest && date >= (first ?? "1990-01-01")) show(date);
  };

  return (
    <fieldset
      className="flex items-center gap-0.5"
      onPointerEnter={() => setIsWanted(true)}
      onFocus={() => setIsWanted(true)}
    >
      <legend className="sr-only">Session shown</legend>
      <Button
        variant="ghost"
        size="icon"
        className="size-8 max-sm:hidden"
        aria-label="Previous session"
        disabled={first !== undefined && shown <= first}
        onClick={() => void step("previous")}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <label className="flex items-center gap-2 text-sm">
        <span className="text-muted max-md:sr-only">As of</span>
        <input
          type="date"
          value={draft ?? shown}
          min={first}
          max={latest}
          onChange={({ target }) => type(target.value)}
          onBlur={() => setDraft(null)}
          className="h-8 rounded-md border border-border-strong bg-surface px-2 text-sm max-sm:w-33"
        />
      </label>
      <Button
        variant="ghost"
        size="icon"
        className="size-8 max-sm:hidden"
        aria-label="Next session"
        disabled={shown >= latest}
        onClick={() => void step("next")}
      >
        <ChevronRight aria-hidden />
      </Button>
      {shown >= latest ? (
        <span className="w-16 text-center text-sm text-muted max-sm:sr-only">latest</span>
      ) : (
        <Button
          variant="ghost"
          size="small"
          className="h-8 max-sm:px-1 sm:w-16 sm:px-1"
          aria-label="Latest session"
          onClick={() => show(undefined)}
        >
          <span aria-hidden className="max-sm:hidden">
            Latest
          </span>
          <ChevronsRight aria-hidden className="sm:hidden" />
        </Button>
      )}
    </fieldset>
  );
}
