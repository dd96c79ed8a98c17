import { exposureSeries } from "#core/pipeline/portfolio-analytics.ts";
import { RISK_LOOKBACK_SESSIONS, type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { type SymbolExposure, symbolExposures } from "#core/pipeline/symbol-exposures.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import {
  COVERAGE_GROUPS,
  EXPOSURE_FACTORS,
  EXPOSURE_WIDTH,
  type ExposureBlock,
} from "#core/risk/exposure-columns.ts";
import { replaceFactorExposures, replacePositionExposures } from "#db/stores/results-store.ts";
import type { PortfolioJob } from "../portfolio-job.ts";
import { rowRange, sessionRows } from "../portfolio-rows.ts";

interface Exposures {
  readonly block: ExposureBlock;
  /** Loadings of each symbol held at the last session. */
  readonly bySymbol: readonly SymbolExposure[];
}

/**
 * Market, provider and rates beta, ridge styles, spreads and the joint factors: every session as one wide row, and
 * the symbols behind it at the last one.
 */
export const factorExposuresJob: PortfolioJob<RiskContext, Exposures> = {
  name: "factor-exposures",
  sessions: "every",
  lookbackSessions: RISK_LOOKBACK_SESSIONS,
  share: riskContext,
  compute({ valuation, from, to, shared, calendar, market }) {
    const path = { firstOrdinal: from, sessions: riskPath(valuation, from, to) };
    const { block, findings } = exposureSeries(path, shared, calendar);
    const last = path.sessions.at(-1);
    const bySymbol = last === undefined ? [] : symbolExposures(last, shared, market.profiles, to);
    return { result: { block, bySymbol }, findings };
  },
  async write(tx, target, results) {
    const exposures = sessionRows(target, results, ({ result }, key, t) => {
      const row = result.block.values.subarray(t * EXPOSURE_WIDTH, (t + 1) * EXPOSURE_WIDTH);
      return {
        ...key,
        exposures: Float64Array.from(EXPOSURE_FACTORS, ({ index }) => row[index]!),
        coverage: Float64Array.from(
          EXPOSURE_FACTORS,
          ({ group }) => row[COVERAGE_GROUPS[group]!.coverageIndex]!,
        ),
        stdErrors: Float64Array.from(EXPOSURE_FACTORS, ({ stdErrorIndex }) =>
          stdErrorIndex === null ? Number.NaN : row[stdErrorIndex]!,
        ),
      };
    });
    const range = rowRange(target, results);
    const rows = await replaceFactorExposures(tx, range, exposures);
    if (target.unit.to !== target.run.to) return rows;
    const positions = results.flatMap(({ facts, result }) =>
      result.bySymbol.map((symbol) => ({ portfolioId: facts.id, asOf: target.unit.to, ...symbol })),
    );
    return rows + (await replacePositionExposures(tx, { ...range, from: target.unit.to }, positions));
  },
};
