/** What an answer says of its own coverage. */
interface CoverageAnswer {
  readonly data: object | null;
  readonly reason: { readonly message: string } | null;
  readonly data_quality: {
    readonly flag: "complete" | "partial" | "unavailable";
    readonly message: string;
    readonly positions_analyzed: number | null;
    readonly positions_total: number | null;
    readonly data_days: number | null;
  };
}

export interface Coverage {
  readonly flag: "complete" | "partial" | "unavailable";
  readonly message: string;
  readonly analyzed: number | null;
  readonly total: number | null;
  /** Sessions or returns behind the numbers. */
  readonly days: number | null;
  /** Why some of its numbers are missing, each reason once. */
  readonly missing: readonly string[];
}

/** Coverage of an analytic; one that lacks numbers is partial, whatever positions it covers. */
export function coverageOf({ data, reason, data_quality: quality }: CoverageAnswer): Coverage {
  const missing = data === null ? [] : reasonsOf(data);
  const isShort = missing.length > 0 && quality.flag === "complete";
  return {
    flag: isShort ? "partial" : quality.flag,
    message: data === null ? (reason?.message ?? quality.message) : quality.message,
    analyzed: quality.positions_analyzed,
    total: quality.positions_total,
    days: quality.data_days,
    missing,
  };
}

function reasonsOf(data: object): readonly string[] {
  const reasons = (data as { readonly reasons?: Readonly<Record<string, { readonly message: string }>> })
    .reasons;
  return [...new Set(Object.values(reasons ?? {}).map(({ message }) => message))];
}
