import { useQuery } from "@tanstack/react-query";
import { SquareFunction } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { QueryState } from "../ui/states.tsx";

interface ExplainProps {
  /** Key of the number: `snapshots/nav`, `stress/market_down_10/direct`. */
  readonly number: string;
  /** What the number is, for the button's name. */
  readonly label: string;
}

/** A small button beside a number that tells where it comes from. */
export function Explain({ number, label }: ExplainProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      wide
      title={label}
      description="Where this number comes from"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          className={`${buttonClass("ghost", "small")} size-6 px-0 text-muted`}
          aria-label={`Explain ${label}`}
        >
          <SquareFunction aria-hidden />
        </button>
      }
    >
      <Explanation number={number} />
    </Dialog>
  );
}

function Explanation({ number }: { readonly number: string }) {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const query = useQuery(
    apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/explain", {
      path: { portfolio_id: portfolioId },
      query: { number, ...(asOf === null ? {} : { as_of: asOf }) },
    }),
  );
  return (
    <QueryState query={query}>
      {({ data, reason }) => <p>{data?.explanation?.formula ?? reason?.message}</p>}
    </QueryState>
  );
}
