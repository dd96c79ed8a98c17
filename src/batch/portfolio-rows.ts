import type { RowRange, SparedRows } from "#db/stores/results-store.ts";
import type { StoredResult, WriteTarget } from "./portfolio-job.ts";
import { METHOD_VERSION } from "./services.ts";

/** The rows a unit replaces: these portfolios over the unit's sessions. */
export function rowRange({ run, unit }: WriteTarget, results: readonly StoredResult<unknown>[]): RowRange {
  return {
    portfolioIds: results.map(({ facts }) => facts.id),
    from: unit.from,
    to: unit.to,
    runId: run.id,
    method: METHOD_VERSION,
  };
}

/** Earlier than any session. */
const BEGINNING = "0001-01-01";

/** The rows a job replaces that keeps only the latest session: those of earlier ones are not read any more. */
export function latestRange(target: WriteTarget, results: readonly StoredResult<unknown>[]): RowRange {
  return { ...rowRange(target, results), from: BEGINNING };
}

/**
 * The same, but for the row of the session before where it is of the same inputs: until the exposures of this session are
 * stored, readers see those of the one before, and what goes with them.
 */
export function latestRangeButOne(
  target: WriteTarget,
  results: readonly StoredResult<unknown>[],
): RowRange & { readonly spared: SparedRows } {
  const { calendar, unit } = target;
  const continued = results.filter(({ isContinued }) => isContinued);
  return {
    ...latestRange(target, results),
    spared: {
      portfolioIds: continued.map(({ facts }) => facts.id),
      asOf: calendar.session(calendar.ordinal(unit.to) - 1),
    },
  };
}

/** One row for each session a portfolio was computed at; `t` counts from its first one. */
export function sessionRows<Result, Row>(
  { calendar }: WriteTarget,
  results: readonly StoredResult<Result>[],
  row: (
    stored: StoredResult<Result>,
    key: { readonly portfolioId: string; readonly asOf: string },
    t: number,
  ) => Row,
): Row[] {
  return results.flatMap((stored) =>
    Array.from({ length: Math.max(0, stored.to - stored.from + 1) }, (_, t) =>
      row(stored, { portfolioId: stored.facts.id, asOf: calendar.session(stored.from + t) }, t),
    ),
  );
}
