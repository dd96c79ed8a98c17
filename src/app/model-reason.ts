import type { PlainDate } from "#core/dates/plain-date.ts";
import type { RiskDetails } from "#core/pipeline/risk-details.ts";
import { type Absence, covarianceReason, NO_CAPITAL, NO_HOLDINGS, NO_LOADING } from "./absence-reasons.ts";
import { readRiskDecomposition } from "./analytics-as-of.ts";
import type { ApiContext } from "./api-context.ts";

/** Why the joint factor model says nothing of a book, in the order in which the kernels ask; null where it does. */
export function modelReason(
  { volatility, symbols, factorObservations }: RiskDetails,
  nav: number,
): Absence | null {
  if (!Number.isNaN(volatility)) return null;
  if (!(nav > 0)) return NO_CAPITAL;
  if (symbols.length === 0) return NO_HOLDINGS;
  return factorObservations === 0 ? covarianceReason("TOO_FEW_OBSERVATIONS") : NO_LOADING;
}

/** {@link modelReason} of a session with results. */
export async function readModelReason(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  session: PlainDate,
  nav: number,
): Promise<Absence | null> {
  if (!(nav > 0)) return NO_CAPITAL;
  const details = await readRiskDecomposition(context, portfolioId, session);
  return details?.asOf === session ? modelReason(details, nav) : NO_LOADING;
}
