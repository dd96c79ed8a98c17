import { type RiskDetails, riskDetailsAt } from "#core/pipeline/risk-details.ts";
import { symmetricEigen } from "#core/stats/symmetric-eigen.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainableNumber, ExplainFamily, Reasoning, Unit } from "../explanation.ts";
import {
  type BookVariance,
  bookGiven,
  bookInputs,
  bookVariance,
  covarianceGiven,
  covarianceInputs,
  factorRowsGiven,
  MODEL_VARIANCE,
  modelAbsence,
} from "../factor-model.ts";
import type { Given } from "../given.ts";
import { constantInput, resultInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import {
  historyAbsence,
  PRO_FORMA,
  proFormaContribution,
  proFormaGiven,
  proFormaInputs,
} from "../pro-forma.ts";
import { holdingsOf, JOINT_FACTORS } from "../risk-inputs.ts";
import { TAIL_LEAST, TAIL_SESSIONS, tailScenarios } from "../tail-measures.ts";
import { average, dotProduct, pearson, regress, sum, timesVector } from "../textbook.ts";
import { explainOpinion, OPINION_COLUMNS, type OpinionColumn } from "./covariance-opinion.ts";
import { coveredWeight } from "./model-metrics.ts";

interface Part {
  readonly title: string;
  readonly unit: Unit;
  readonly values: (details: RiskDetails) => ArrayLike<number>;
}

/** Columns of a decomposition that have a value for each holding. */
export const SYMBOL_PARTS: Readonly<Record<string, Part>> = {
  weight: { title: "weight", unit: "fraction of NAV", values: ({ weights }) => weights },
  volatility: { title: "own volatility", unit: "fraction a year", values: (of) => of.volatilities },
  marginal: { title: "marginal volatility", unit: "fraction a year", values: ({ marginal }) => marginal },
  share: { title: "share of the variance", unit: "fraction", values: ({ shares }) => shares },
  systematic_share: {
    title: "share of the variance by the factors",
    unit: "fraction",
    values: (of) => of.systematicShares,
  },
  component_es_95: {
    title: "part of the expected shortfall, 95 %",
    unit: "fraction of NAV",
    values: (of) => of.componentEs95,
  },
  component_es_99: {
    title: "part of the expected shortfall, 99 %",
    unit: "fraction of NAV",
    values: (of) => of.componentEs99,
  },
};

/** Columns that have a value for each joint factor. */
export const FACTOR_PARTS: Readonly<Record<string, Part>> = {
  exposure: { title: "exposure", unit: "per unit of factor return", values: (of) => of.factorExposures },
  marginal: { title: "marginal volatility", unit: "fraction a year", values: (of) => of.factorMarginal },
  share: { title: "share of the variance", unit: "fraction", values: (of) => of.factorShares },
  vif: { title: "variance inflation", unit: "ratio", values: ({ vif }) => vif },
};

interface Whole {
  readonly title: string;
  readonly unit: Unit;
  readonly value: (details: RiskDetails) => number;
}

/** Columns that have one value. */
export const WHOLE_PARTS: Readonly<Record<string, Whole>> = {
  volatility: {
    title: "volatility by the factor model",
    unit: "fraction a year",
    value: (of) => of.volatility,
  },
  covered_weight: { title: "weight with loadings", unit: "fraction of NAV", value: (of) => of.coveredWeight },
  uncovered_weight: {
    title: "weight without loadings",
    unit: "fraction of NAV",
    value: (of) => of.uncoveredWeight,
  },
  condition_number: {
    title: "condition number of the factors",
    unit: "ratio",
    value: (of) => of.conditionNumber,
  },
  factor_observations: {
    title: "sessions behind the factors' covariance",
    unit: "count",
    value: (of) => of.factorObservations,
  },
  sample_volatility: {
    title: "volatility by the sample covariance",
    unit: "fraction a year",
    value: (of) => of.sampleVolatility,
  },
  constant_correlation_volatility: {
    title: "volatility by Ledoit–Wolf, constant correlation",
    unit: "fraction a year",
    value: (of) => of.constantCorrelationVolatility,
  },
  constant_correlation_shrinkage: {
    title: "shrinkage to constant correlation",
    unit: "fraction",
    value: (of) => of.constantCorrelationShrinkage,
  },
  identity_volatility: {
    title: "volatility by Ledoit–Wolf, identity",
    unit: "fraction a year",
    value: (of) => of.identityVolatility,
  },
  identity_shrinkage: {
    title: "shrinkage to identity",
    unit: "fraction",
    value: (of) => of.identityShrinkage,
  },
  covariance_observations: {
    title: "sessions behind the covariance of holdings",
    unit: "count",
    value: (of) => of.covarianceObservations,
  },
  covariance_weight: {
    title: "share of absolute weight in the covariance",
    unit: "fraction",
    value: (of) => of.covarianceWeight,
  },
};

export const riskDecompositionFamily: ExplainFamily = {
  name: "risk-decomposition",
  title: "Where the risk comes from, by holding and by factor",
  methodPage: "methods/risk-decomposition.md",
  numbers: (evidence) => {
    const details = riskDetailsAt(evidence.riskHoldings, evidence.risk, evidence.ordinal);
    const labels = holdingsOf(evidence.riskHoldings).map(({ label }) => label);
    const parts = (kind: string, names: readonly string[], of: Readonly<Record<string, Part>>) =>
      names.flatMap((name, i) =>
        Object.entries(of).map(
          ([part, { title, unit, values }]): ExplainableNumber => ({
            key: keyOf("risk-decomposition", kind, name, part),
            title: `${name}: ${title}`,
            unit,
            value: values(details)[i]!,
          }),
        ),
      );
    return [
      ...Object.entries(WHOLE_PARTS).map(([name, { title, unit, value }]) => ({
        key: keyOf("risk-decomposition", name),
        title,
        unit,
        value: value(details),
      })),
      ...parts(
        "factors",
        JOINT_FACTORS.map(({ name }) => name),
        FACTOR_PARTS,
      ),
      ...parts("symbols", labels, SYMBOL_PARTS),
    ];
  },
  explain: (_, [name = "", of = "", part = ""], evidence) => {
    if (name === "symbols") return explainSymbol(evidence, of, part);
    if (name === "factors") return explainFactor(evidence, of, part);
    return (OPINION_COLUMNS as readonly string[]).includes(name)
      ? { ...explainOpinion(evidence, name as OpinionColumn), methodPage: "methods/covariance.md" }
      : explainWhole(evidence, name);
  },
};

function ofVariance(
  evidence: Evidence,
  formula: string,
  from: (variance: BookVariance, given: Given) => number,
): Reasoning {
  return {
    formula: `${formula}, ${MODEL_VARIANCE}`,
    inputs: [...bookInputs(evidence, { withVariances: true }), ...covarianceInputs(evidence)],
    reproduce: (given) => {
      const variance = bookVariance(given);
      return variance === null ? Number.NaN : from(variance, given);
    },
    absence: modelAbsence(evidence),
  };
}

function explainWhole(evidence: Evidence, name: string): Reasoning {
  switch (name) {
    case "volatility":
      return ofVariance(evidence, "volatility = √(252·σ²)", ({ total }) => Math.sqrt(252 * total));
    case "covered_weight":
      return {
        ...ofVariance(evidence, "Σ|w| of the holdings with all loadings", () => Number.NaN),
        reproduce: coveredWeight,
      };
    case "uncovered_weight":
      return {
        ...ofVariance(evidence, "Σ|w| of the holdings but cash without all loadings", () => Number.NaN),
        reproduce: (given) => {
          if (Number.isNaN(coveredWeight(given))) return Number.NaN;
          const without = bookGiven(given).filter(({ loadings }) => loadings === null);
          return sum(without.map(({ weight }) => Math.abs(weight)));
        },
      };
    case "factor_observations":
      return {
        formula: "sessions of the window in which all joint factors have a return; 0 below the least",
        inputs: covarianceInputs(evidence),
        reproduce: (given) => {
          const n = factorRowsGiven(given)[0]!.length;
          return n < given.number("least") ? 0 : n;
        },
      };
    default:
      return {
        formula: "condition number = √(largest/smallest eigenvalue of the factors' correlations)",
        inputs: covarianceInputs(evidence),
        reproduce: conditionNumber,
        absence: modelAbsence(evidence),
      };
  }
}

function conditionNumber(given: Given): number {
  if (covarianceGiven(given) === null) return Number.NaN;
  const rows = factorRowsGiven(given);
  const k = rows.length;
  const correlations = Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return i === j ? 1 : pearson(rows[i]!, rows[j]!);
  });
  const { values } = symmetricEigen(correlations, k);
  return Math.sqrt(values[0]! / values[k - 1]!);
}

function explainFactor(evidence: Evidence, factor: string, part: string): Reasoning {
  const k = JOINT_FACTORS.findIndex(({ name }) => name === factor);
  switch (part) {
    case "exposure":
      return ofVariance(evidence, "exposure = e_k", ({ exposures }) => exposures[k]!);
    case "marginal":
      return ofVariance(evidence, "∂σ/∂e_k = √252·(Σe)_k/σ", ({ sigmaE, total }) =>
        total > 0 ? (Math.sqrt(252) * sigmaE[k]!) / Math.sqrt(total) : Number.NaN,
      );
    case "share":
      return ofVariance(evidence, "share = e_k·(Σe)_k/σ²", ({ exposures, sigmaE, total }) =>
        total > 0 ? (exposures[k]! * sigmaE[k]!) / total : Number.NaN,
      );
    default:
      return {
        formula: "VIF = 1/(1 − R²) of the factor on the others, by least squares over the window",
        inputs: covarianceInputs(evidence),
        reproduce: (given) => {
          const rows = factorRowsGiven(given);
          if (rows[0]!.length < given.number("least")) return Number.NaN;
          return (
            1 /
            (1 -
              regress(
                rows[k]!,
                rows.filter((_, j) => j !== k),
              ).rSquared)
          );
        },
        absence: modelAbsence(evidence),
      };
  }
}

function explainSymbol(evidence: Evidence, label: string, part: string): Reasoning {
  if (part.startsWith("component_es_")) return explainComponent(evidence, label, part);
  if (part === "weight") return explainSymbolWeight(evidence, label);
  return ofVariance(evidence, `${SYMBOL_FORMULAS[part]!} of ${label}`, (variance) => {
    const holding = variance.covered.find((one) => one.label === label);
    if (holding === undefined) return Number.NaN;
    const { weight, loadings, specificVariance } = holding;
    const { sigma, sigmaE, total } = variance;
    const systematic = dotProduct(loadings, sigmaE);
    const whole = systematic + weight * specificVariance;
    if (part === "volatility") {
      const own = dotProduct(loadings, timesVector(sigma, loadings)) + specificVariance;
      return Math.sqrt(252 * own);
    }
    if (!(total > 0)) return Number.NaN;
    if (part === "marginal") return (Math.sqrt(252) * whole) / Math.sqrt(total);
    return (weight * (part === "share" ? whole : systematic)) / total;
  });
}

const SYMBOL_FORMULAS: Readonly<Record<string, string>> = {
  volatility: "√(252·(b′Σb + s))",
  marginal: "∂σ/∂w = √252·(b′Σe + w·s)/σ",
  share: "w·(b′Σe + w·s)/σ²",
  systematic_share: "w·b′Σe/σ²",
};

function explainSymbolWeight(evidence: Evidence, label: string): Reasoning {
  const holding = holdingsOf(evidence.riskHoldings).find((one) => one.label === label);
  return {
    formula: "weight = w of the holding",
    inputs: [
      resultInput("w", keyOf("holdings", label, "weight"), holding?.weight ?? Number.NaN, {
        about: `weight of ${label}`,
        unit: "fraction of NAV",
        session: evidence.session,
      }),
    ],
    reproduce: (given) => given.number("w"),
    absence: modelAbsence(evidence),
  };
}

/** Who the expected shortfall comes from: the mean of what the holding brought in the sessions of the tail. */
function explainComponent(evidence: Evidence, label: string, part: string): Reasoning {
  const p = part.endsWith("95") ? 0.05 : 0.01;
  return {
    formula: `component = −mean of w·r·√(h/h_R) of ${label} over the sessions whose x = R·√(h/h_R) is at or below the quantile at p; ${PRO_FORMA}`,
    inputs: [
      constantInput("p", p, "share of sessions in the tail", "fraction"),
      ...proFormaInputs(evidence, TAIL_SESSIONS),
    ],
    reproduce: (given) => {
      const tail = tailScenarios(proFormaGiven(given).returns, given.number("p"));
      const own = proFormaContribution(given, label);
      return 0 - average(tail.map(({ place, scale }) => own[place]! * scale));
    },
    absence: historyAbsence(evidence, TAIL_SESSIONS, TAIL_LEAST),
  };
}
