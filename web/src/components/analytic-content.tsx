import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAsOf } from "@/lib/route-state.ts";
import type { Reason } from "./numbers.tsx";
import { buttonClass } from "./ui/button.tsx";
import { Notice } from "./ui/notice.tsx";
import { EmptyState, QueryState } from "./ui/states.tsx";

interface AnalyticAnswer<Data> {
  readonly data: Data | null;
  readonly reason: Reason | null;
  readonly as_of: string | null;
  readonly data_quality: { readonly flag: string; readonly message: string };
}

interface AnalyticContentProps<Data> {
  readonly query: UseQueryResult<AnalyticAnswer<Data>>;
  readonly skeleton?: ReactNode;
  /** Whether what is left out is said here; a page says it once. */
  readonly quality?: boolean;
  readonly children: (data: Data, asOf: string) => ReactNode;
}

/** The content of an analytic: its skeleton, its error, why there is no result, and what a partial one leaves out. */
export function AnalyticContent<Data>({
  query,
  skeleton,
  quality = true,
  children,
}: AnalyticContentProps<Data>) {
  return (
    <QueryState query={query} {...(skeleton === undefined ? {} : { skeleton })}>
      {({ data, reason, as_of: asOf, data_quality: { flag, message } }) =>
        data === null || asOf === null ? (
          <div className="rounded-xl border bg-surface">
            <EmptyState title="No result for this session" actions={<LatestSession />}>
              {reason?.message ?? message}
            </EmptyState>
          </div>
        ) : (
          <>
            {quality && flag === "partial" ? (
              <Notice kind="warning" title="Partial result">
                {message}
              </Notice>
            ) : null}
            {children(data, asOf)}
          </>
        )
      }
    </QueryState>
  );
}

/** The way back from a session of the past. */
function LatestSession() {
  const asOf = useAsOf();
  if (asOf === null) return null;
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, as_of: undefined })}
      className={buttonClass("secondary")}
    >
      Show the latest session
    </Link>
  );
}
