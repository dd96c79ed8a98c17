import type { Evidence } from "../evidence.ts";
import type { Reasoning } from "../explanation.ts";
import {
  type BookVariance,
  bookGiven,
  bookInputs,
  bookVariance,
  covarianceGiven,
  covarianceInputs,
  MODEL_VARIANCE,
  modelAbsence,
} from "../factor-model.ts";
import type { Given } from "../given.ts";
import { JOINT_FACTORS } from "../risk-inputs.ts";
import { dotProduct, sum, timesVector } from "../textbook.ts";

interface Metric {
  readonly formula: string;
  readonly from: (variance: BookVariance) => number;
}

/** A share of a variance that is not 0. */
function share(part: number, { total }: BookVariance): number {
  return total > 0 ? part / total : Number.NaN;
}

const METRICS: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ["model_volatility", { formula: "√(252·σ²)", from: ({ total }) => Math.sqrt(252 * total) }],
  ["systematic_share", { formula: "e′Σe / σ²", from: (book) => share(book.systematic, book) }],
  ["specific_share", { formula: "Σ w²s / σ²", from: (book) => share(book.specific, book) }],
  [
    "diversification_ratio",
    {
      formula: "Σ|w|·√(b′Σb + s) / σ",
      from: ({ covered, sigma, total }) =>
        total > 0
          ? sum(
              covered.map(
                ({ weight, loadings, specificVariance }) =>
                  Math.abs(weight) *
                  Math.sqrt(dotProduct(loadings, timesVector(sigma, loadings)) + specificVariance),
              ),
            ) / Math.sqrt(total)
          : Number.NaN,
    },
  ],
  ...JOINT_FACTORS.map(
    ({ name }, k) =>
      [
        `share_${name}`,
        {
          formula: `e_k·(Σe)_k / σ² of ${name}`,
          from: (book: BookVariance) => share(book.exposures[k]! * book.sigmaE[k]!, book),
        },
      ] as const,
  ),
]);

/** Columns of the risk metrics that the joint factor model gives. */
export const MODEL_METRICS: ReadonlySet<string> = new Set([...METRICS.keys(), "covered_weight"]);

export function explainModelMetric(evidence: Evidence, name: string): Reasoning {
  const metric = METRICS.get(name);
  return {
    formula:
      metric === undefined
        ? "covered weight = Σ|w| of the holdings with all loadings"
        : `${metric.formula}, ${MODEL_VARIANCE}`,
    inputs: [...bookInputs(evidence, { withVariances: true }), ...covarianceInputs(evidence)],
    reproduce: (given) => {
      if (metric === undefined) return coveredWeight(given);
      const variance = bookVariance(given);
      return variance === null ? Number.NaN : metric.from(variance);
    },
    absence: modelAbsence(evidence),
  };
}

/** Σ|w| of the covered holdings; none where the model has no estimate at all. */
export function coveredWeight(given: Given): number {
  const covered = bookGiven(given).filter(({ loadings }) => loadings !== null);
  if (covered.length === 0 || covarianceGiven(given) === null) return Number.NaN;
  return sum(covered.map(({ weight }) => Math.abs(weight)));
}
