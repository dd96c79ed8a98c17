import { riskPath } from "#core/pipeline/weight-path.ts";
import { type Evidence, offsetOf } from "../evidence.ts";
import type { Reasoning } from "../explanation.ts";
import { constantInput } from "../inputs.ts";
import { historyAbsence, PRO_FORMA, proFormaGiven, proFormaInputs } from "../pro-forma.ts";
import {
  forecastVolatility,
  TAIL_LEAST,
  TAIL_SESSIONS,
  type TailMeasure,
  tailMeasure,
  tailObservations,
} from "../tail-measures.ts";

const WINDOW = "the last 504 R, at least 252 of them";
const FILTERED = "x = R·√(h/h_R), h₊₁ = 0.94h + 0.06R² from the mean square of the 63 R before";

const FORMULAS: Readonly<Record<TailMeasure, string>> = {
  fhs_var: `VaR = −type-7 quantile at p of ${FILTERED}`,
  fhs_es: `ES = −mean of the x ≤ −VaR, ${FILTERED}`,
  hist_var: "VaR = −type-7 quantile of R at p",
  hist_es: "ES = −mean of the R at or below the inverted-cdf quantile at p",
  hist_es_exact: "ES = −mean of the lowest n·p R, the last by its part",
  gaussian_var: "VaR = −(μ + Φ⁻¹(p)·σ), population moments",
  gaussian_es: "ES = −μ + σ·φ(Φ⁻¹(p))/p, population moments",
  cornish_fisher_var:
    "VaR = −(μ + w(Φ⁻¹(p))·σ), w the Cornish–Fisher expansion, none where it is not increasing",
};

/** Tail risk, the volatility forecast beside it, and the returns they rest on. `name`: a column of the metrics. */
export function explainTail(evidence: Evidence, name: string): Reasoning {
  const inputs = proFormaInputs(evidence, TAIL_SESSIONS);
  const absence = historyAbsence(evidence, TAIL_SESSIONS, TAIL_LEAST);
  if (name === "tail_observations")
    return {
      formula: `number of R in the last 504 sessions; ${PRO_FORMA}`,
      inputs,
      reproduce: (given) => tailObservations(proFormaGiven(given).returns),
    };
  if (name === "forecast_vol")
    return {
      formula: `√h of the next session, h₊₁ = 0.94h + 0.06R² over ${WINDOW}, from the mean square of the 63 R before; ${PRO_FORMA}`,
      inputs,
      reproduce: (given) => forecastVolatility(proFormaGiven(given).returns),
      absence,
    };
  const [, stem, level] = /^(.*)_(95|99)$/.exec(name)!;
  const measure = stem as TailMeasure;
  return {
    formula: `${FORMULAS[measure]}, over ${WINDOW}; ${PRO_FORMA}`,
    inputs: [
      constantInput("p", level === "95" ? 0.05 : 0.01, "share of sessions in the tail", "fraction"),
      ...inputs,
    ],
    reproduce: (given) => tailMeasure(proFormaGiven(given).returns, measure, given.number("p")),
    absence,
  };
}

/** What the book of the close before returned on the session. */
export function explainCleanReturn(evidence: Evidence): Reasoning {
  const { valuation, calendar, ordinal } = evidence;
  if (offsetOf(evidence) === 0)
    return {
      formula: "none on the first session: nothing was held at the close before",
      inputs: [],
      reproduce: () => Number.NaN,
      absence: { code: "NO_HOLDINGS", message: "Nothing was held at the close before." },
    };
  const before = riskPath(valuation, ordinal - 1, ordinal - 1)[0]!;
  const seen = { ...evidence, riskHoldings: before };
  return {
    formula: `clean return = Σ w·r of the session with the weights of the close before; ${PRO_FORMA}`,
    inputs: proFormaInputs(seen, 1, calendar.session(ordinal - 1)),
    reproduce: (given) => proFormaGiven(given).returns[0]!,
    absence: historyAbsence(seen, 1, 1),
  };
}
