import type { Answer } from "@/api/api-query.ts";
import { formatNumber, formatPercent } from "@/lib/format.ts";

export type BetaDiagnostics = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/beta-diagnostics">["data"]
>;
export type BetaDiagnostic = BetaDiagnostics["positions"][number];

const SIGNIFICANCE = 0.05;
const LITTLE_EXPLAINED = 0.1;
/** Durbin–Watson further than this from 2: residuals follow one another. */
const SERIAL = 0.5;
/** A robust error that much larger than the ordinary one. */
const UNDERSTATED = 1.5;
/** Standard errors between the beta and the one that allows for lags. */
const LAGGING = 2;

/** What is dubious about a market beta, in words; none: nothing. */
export function doubtsOf(beta: BetaDiagnostic): readonly string[] {
  const doubts: string[] = [];
  if (beta.stale_pricing === true) doubts.push("Prices stand still: the beta is too low");
  if (beta.p !== null && beta.p > SIGNIFICANCE) doubts.push("Not told apart from zero");
  if (beta.r_squared !== null && beta.r_squared < LITTLE_EXPLAINED)
    doubts.push(`The market explains ${formatPercent(beta.r_squared, 0)} of its moves`);
  if (beta.durbin_watson !== null && Math.abs(beta.durbin_watson - 2) > SERIAL)
    doubts.push(
      beta.durbin_watson < 2 ? "Residuals follow one another" : "Residuals turn back from day to day",
    );
  const { std_error: error, newey_west_std_error: robust } = beta;
  if (error !== null && robust !== null && robust > UNDERSTATED * error)
    doubts.push(`Its error is rather ± ${formatNumber(robust, 2)}`);
  const { market_beta: plain, dimson_beta: lagged, dimson_std_error: laggedError } = beta;
  if (
    plain !== null &&
    lagged !== null &&
    laggedError !== null &&
    Math.abs(lagged - plain) > LAGGING * laggedError
  )
    doubts.push("Lags the market by a session");
  return doubts;
}

/** How many betas are dubious, in a sentence. */
export function summarizeDoubts(betas: readonly BetaDiagnostic[]): string {
  const known = betas.filter(({ market_beta: beta }) => beta !== null);
  if (known.length === 0) return "No holding has an estimated market beta.";
  const dubious = known.filter((beta) => doubtsOf(beta).length > 0).map(({ symbol }) => symbol);
  if (dubious.length === 0) return `Nothing is dubious about the ${known.length} betas.`;
  return `${dubious.length} of ${known.length} betas ${dubious.length === 1 ? "is" : "are"} to be read with care: ${dubious.join(", ")}.`;
}
