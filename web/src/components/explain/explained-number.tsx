import { useQuery } from "@tanstack/react-query";
import { ApiProblem } from "@/api/problem.ts";
import { formatDate } from "@/lib/format.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { Notice } from "../ui/notice.tsx";
import { EmptyState, QueryState, Skeleton } from "../ui/states.tsx";
import type { OpenNumber } from "./explained.ts";
import { Explanation } from "./explanation.tsx";
import { explanationQuery } from "./explanation-query.ts";

interface ExplainedNumberProps {
  readonly number: string;
  readonly label: string;
  readonly onOpen: OpenNumber;
}

/** Reads the explanation of a number at the session in the address. */
export function ExplainedNumber({ number, label, onOpen }: ExplainedNumberProps) {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const query = useQuery(explanationQuery(portfolioId, asOf, number));
  if (query.error instanceof ApiProblem && query.error.code === "UNKNOWN_NUMBER") {
    return (
      <EmptyState title={`${label}: no such number at this session`}>
        <p>{query.error.message}</p>
        <p>It may be there on another session: what was not held or not computed has no number.</p>
      </EmptyState>
    );
  }
  return (
    <QueryState query={query} skeleton={<LoadingExplanation />}>
      {({ data, as_of: session, reason }) =>
        data?.explanation == null ? (
          <EmptyState title={`${label}: nothing to explain`}>{reason?.message}</EmptyState>
        ) : (
          <>
            {asOf === null || session === null || session === asOf ? null : (
              <Notice
                title={`Shown for ${formatDate(session)}, the last session before ${formatDate(asOf)}.`}
              />
            )}
            <Explanation explained={data.explanation} session={session} onOpen={onOpen} />
          </>
        )
      }
    </QueryState>
  );
}

function LoadingExplanation() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-12" />
      <Skeleton className="h-56" />
    </div>
  );
}
