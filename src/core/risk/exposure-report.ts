import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import type { Factor } from "#core/factors/factor-table.ts";
import { COVERAGE_GROUPS, EXPOSURE_FACTORS } from "./exposure-columns.ts";
import { type ExposureContext, factorObservations } from "./exposure-context.ts";
import { coveredSymbols } from "./portfolio-exposures.ts";
import { isHeld, type SymbolWeights } from "./symbol-weights.ts";

/** Below this share of Σ|w| a factor's exposure speaks for less than half of the book: a finding. */
export const LOW_COVERAGE = 0.5;

/** Why a portfolio has no exposure to a factor. */
export type NoExposureReason =
  /** No holding has a loading for it. */
  | "NO_LOADING"
  /** Nothing but cash is held. */
  | "NO_HOLDINGS"
  /** NAV is zero or negative, so there are no weights. */
  | "NONPOSITIVE_CAPITAL";

/** One factor of one portfolio at one session, for readers that want a row a factor. */
export type FactorExposure = {
  readonly factor: Factor;
  /** Share of Σ|w| with a loading; null where nothing but cash is held. */
  readonly coverage: number | null;
  readonly symbolsWithLoading: number;
} & (
  | { readonly exposure: number /** null where the estimate has none. */; readonly stdError: number | null }
  | { readonly exposure: null; readonly stdError: null; readonly reason: NoExposureReason }
);

/** The factors of one exposure row, in display order. `nav` decides why nothing could be estimated. */
export function factorExposures(row: Float64Array, nav: number): readonly FactorExposure[] {
  return EXPOSURE_FACTORS.map(({ factor, index, stdErrorIndex, group }) => {
    const { coverageIndex, symbolsIndex } = COVERAGE_GROUPS[group]!;
    const shared = {
      factor,
      coverage: numberOrNull(row[coverageIndex]!),
      symbolsWithLoading: row[symbolsIndex]!,
    };
    const exposure = numberOrNull(row[index]!);
    if (exposure !== null) {
      return {
        ...shared,
        exposure,
        stdError: stdErrorIndex === null ? null : numberOrNull(row[stdErrorIndex]!),
      };
    }
    const reason = !(nav > 0)
      ? "NONPOSITIVE_CAPITAL"
      : shared.coverage === null
        ? "NO_HOLDINGS"
        : "NO_LOADING";
    return { ...shared, exposure: null, stdError: null, reason };
  });
}

/**
 * What a reader of the exposures at a session should know: NO_FACTOR_DATA for factors of one regression whose
 * own returns are missing at every session of its window, LOW_COVERAGE for a factor below {@link LOW_COVERAGE}, NO_LOADING for a
 * listed symbol without one, naming the factors. Missing provider betas are shown by coverage only: vendors leave
 * many out. Private holdings have no loading by nature. Factors in display order, then symbols.
 */
export function exposureFindings(
  row: Float64Array,
  holdings: SymbolWeights,
  context: ExposureContext,
  ordinal: number,
  session: PlainDate,
): readonly Finding[] {
  const findings: Finding[] = [];
  const lacking = new Map<string, string[]>();
  const candidates = holdings.symbols.filter(
    (_, i) => isHeld(holdings, i) && (holdings.kinds[i] === "market" || holdings.kinds[i] === "option"),
  );
  for (const [group, { factors, coverageIndex }] of COVERAGE_GROUPS.entries()) {
    const names = factors.map((factor) => factor.name).join(", ");
    const { model, windowSessions } = factors[0]!;
    if (model !== "provider" && factorObservations(context, group, ordinal) === 0) {
      findings.push({
        code: "NO_FACTOR_DATA",
        severity: "error",
        subject: names,
        session,
        message: `${names}: no returns of the factor in the ${windowSessions} sessions to ${session}.`,
      });
      continue;
    }
    const coverage = row[coverageIndex]!;
    if (coverage < LOW_COVERAGE) {
      findings.push({
        code: "LOW_COVERAGE",
        severity: "warning",
        subject: names,
        session,
        message: `${names}: ${(100 * coverage).toFixed(1)} % of the holdings have a loading.`,
      });
    }
    if (model === "provider") continue;
    const covered = new Set(coveredSymbols(holdings, context, ordinal, group));
    for (const symbol of candidates) {
      if (covered.has(symbol)) continue;
      const missing = lacking.get(symbol);
      if (missing === undefined) lacking.set(symbol, [names]);
      else missing.push(names);
    }
  }
  for (const symbol of candidates) {
    const missing = lacking.get(symbol);
    if (missing === undefined) continue;
    findings.push({
      code: "NO_LOADING",
      severity: "warning",
      subject: symbol,
      session,
      message: `${symbol} has no loading for ${missing.join(", ")}.`,
    });
  }
  return findings;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
