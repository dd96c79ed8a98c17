import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import { COLLINEAR_CONDITION } from "#core/factors/joint-operator.ts";
import { LOADING_OFFSETS, LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { hasMarketReturns, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import type { RiskContext } from "./risk-context.ts";

/** A market or rates beta beyond this is shown as estimated, and said to be extreme. */
const EXTREME_BETA = 5;

/** What to know about the loadings behind a session's exposures: extreme betas of holdings, and collinear factors. */
export function loadingFindings(
  holdings: SymbolWeights,
  { loadings, exposures, factorModel }: RiskContext,
  ordinal: number,
  session: PlainDate,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [i, symbol] of holdings.symbols.entries()) {
    const row = exposures.loadingRows.get(symbol);
    if (row === undefined || !hasMarketReturns(holdings, i)) continue;
    const offset = (row * loadings.sessionCount + ordinal - loadings.firstOrdinal) * LOADING_WIDTH;
    const extreme = (["market", "rates"] as const)
      .map((model) => ({ model, beta: loadings.values[offset + LOADING_OFFSETS[model]]! }))
      .filter(({ beta }) => Math.abs(beta) > EXTREME_BETA);
    if (extreme.length === 0) continue;
    const betas = extreme.map(({ model, beta }) => `${model} beta ${beta.toFixed(2)}`).join(", ");
    findings.push({
      code: "BETA_EXTREME",
      severity: "warning",
      subject: symbol,
      session,
      message: `${symbol}: ${betas}.`,
    });
  }
  const covariance = factorModel(ordinal);
  if (!isNoEstimate(covariance) && covariance.condition > COLLINEAR_CONDITION) {
    const message = `The joint factors' condition number is ${covariance.condition.toPrecision(3)} in the window to ${session}.`;
    findings.push({
      code: "COLLINEAR_FACTORS",
      severity: "warning",
      subject: "joint factors",
      session,
      message,
    });
  }
  return findings;
}
