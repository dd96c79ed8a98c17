import {
  COVERAGE_GROUPS,
  EXPOSURE_FACTORS,
  type ExposureFactor,
  GROUP_FACTORS,
} from "#core/risk/exposure-columns.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import type { Evidence } from "../evidence.ts";
import type { Absence, ExplainableNumber, ExplainFamily, ExplainInput, Reasoning } from "../explanation.ts";
import { exposureStdError } from "../exposure-error.ts";
import type { Given } from "../given.ts";
import { resultsInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { type Holding, holdingsOf, legsOf, returnInputs, weightInput } from "../risk-inputs.ts";
import { dotProduct, sum } from "../textbook.ts";
import { holdingLoading } from "./holdings.ts";

export const factorsFamily: ExplainFamily = {
  name: "factors",
  title: "Factor exposures of the book",
  methodPage: "methods/portfolio-exposures.md",
  numbers: ({ riskHoldings, risk, ordinal }) => {
    const row = portfolioExposuresAt(riskHoldings, risk.exposures, ordinal);
    return EXPOSURE_FACTORS.flatMap(
      ({ factor, column, index, group, stdErrorIndex }): ExplainableNumber[] => {
        const number = (name: string, unit: ExplainableNumber["unit"], at: number) => ({
          key: keyOf("factors", column, name),
          title: `${factor.name}: ${name.replace("std_error", "standard error of the exposure")}`,
          unit,
          value: row[at]!,
        });
        return [
          number("exposure", "per unit of factor return", index),
          ...(stdErrorIndex === null
            ? []
            : [number("std_error", "per unit of factor return", stdErrorIndex)]),
          number("coverage", "fraction", COVERAGE_GROUPS[group]!.coverageIndex),
        ];
      },
    );
  },
  explain: ({ key }, [column, name], evidence) => {
    const factor = EXPOSURE_FACTORS.find((one) => one.column === column);
    if (factor === undefined) throw new RangeError(`no number ${key}`);
    if (name === "exposure") return explainExposure(evidence, factor);
    return name === "coverage" ? explainCoverage(evidence, factor) : explainStdError(evidence, factor);
  },
};

/** Loadings `b[factor]` of every holding on each factor that is estimated together with this one. */
function loadingInputs(evidence: Evidence, factor: ExposureFactor, held: readonly Holding[]): ExplainInput[] {
  return GROUP_FACTORS[factor.group]!.map((member) =>
    resultsInput(
      `b[${member.column}]`,
      "holding",
      held.map(({ label, symbol, isListed }) => ({
        label,
        key: keyOf("holdings", label, member.column),
        value: isListed ? holdingLoading(evidence, symbol, member) : Number.NaN,
      })),
      {
        about: `loading of each holding on ${member.factor.name}`,
        unit: "per unit of factor return",
        session: evidence.session,
      },
    ),
  );
}

/** Places of the holdings that have every loading listed. */
function covered(given: Given): readonly number[] {
  const loadings = given.indices("b").map((column) => given.values(`b[${column}]`));
  return [...given.values("w").keys()].filter((i) => loadings.every((values) => !Number.isNaN(values[i]!)));
}

function explainExposure(evidence: Evidence, factor: ExposureFactor): Reasoning {
  const held = holdingsOf(evidence.riskHoldings);
  const { column } = factor;
  const isGroup = GROUP_FACTORS[factor.group]!.length > 1;
  return {
    formula: `exposure = Σ w·b[${column}] over the holdings that have ${isGroup ? "all of these loadings" : "a loading"}`,
    inputs: [weightInput(evidence, "w", held), ...loadingInputs(evidence, factor, held)],
    reproduce: (given) => {
      const places = covered(given);
      if (places.length === 0) return Number.NaN;
      const [w, b] = [given.values("w"), given.values(`b[${column}]`)];
      return dotProduct(
        places.map((i) => w[i]!),
        places.map((i) => b[i]!),
      );
    },
    absence: exposureAbsence(evidence, held),
  };
}

function explainCoverage(evidence: Evidence, factor: ExposureFactor): Reasoning {
  const held = holdingsOf(evidence.riskHoldings);
  return {
    formula: "coverage = Σ|w| of the holdings that have all of these loadings / Σ|w| of all but cash",
    inputs: [weightInput(evidence, "w", held), ...loadingInputs(evidence, factor, held)],
    reproduce: (given) => {
      const absolute = given.values("w").map(Math.abs);
      const gross = sum(absolute);
      return gross > 0 ? sum(covered(given).map((i) => absolute[i]!)) / gross : Number.NaN;
    },
    absence: exposureAbsence(evidence, held),
  };
}

function explainStdError(evidence: Evidence, factor: ExposureFactor): Reasoning {
  const members = GROUP_FACTORS[factor.group]!;
  const held = holdingsOf(evidence.riskHoldings).filter(
    ({ isListed, symbol }) =>
      isListed && members.every((member) => !Number.isNaN(holdingLoading(evidence, symbol, member))),
  );
  const factors = members.map((member) => member.factor);
  const { windowSessions } = factor.factor;
  const sessions = windowSessions ?? 0;
  const place = members.indexOf(factor);
  return {
    formula:
      "s.e. = √(SSR/(n − k − 1)·[(X′X)⁻¹]ⱼⱼ) of Σ w·r on the factors; with gaps √(Σᵢₗ wᵢwₗσᵢₗ[AᵢGᵢₗAₗ]ⱼⱼ), each holding on its own rows",
    inputs: [
      weightInput(evidence, "w", held),
      ...returnInputs(evidence, [...held.map(({ symbol }) => symbol), ...legsOf(factors)], sessions),
    ],
    reproduce: (given) => exposureStdError(given, factors, place),
    absence:
      held.length === 0
        ? exposureAbsence(evidence, held)
        : {
            code: "NO_STD_ERROR",
            message:
              "The factors are linearly dependent, two holdings share too few sessions, or their covariances make the variance negative.",
          },
  };
}

function exposureAbsence({ riskHoldings }: Evidence, held: readonly Holding[]): Absence {
  if (!(riskHoldings.nav > 0))
    return { code: "NONPOSITIVE_CAPITAL", message: "NAV is zero or negative, so there are no weights." };
  return held.length === 0
    ? { code: "NO_HOLDINGS", message: "Nothing but cash is held, or no holding has a loading." }
    : { code: "NO_LOADING", message: "No holding has enough returns for a loading." };
}
