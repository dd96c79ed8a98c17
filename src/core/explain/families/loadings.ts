import { type Factor, type FactorModel, factorsOf, RIDGE_PENALTY } from "#core/factors/factor-table.ts";
import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { symmetricEigen } from "#core/stats/symmetric-eigen.ts";
import type { Evidence } from "../evidence.ts";
import type { Absence, ExplainFamily, Reasoning, Unit } from "../explanation.ts";
import type { Given } from "../given.ts";
import { constantInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import {
  estimatedSymbols,
  factorReturnsGiven,
  JOINT_FACTORS,
  legsOf,
  loadingOf,
  returnInputs,
  returnsGiven,
} from "../risk-inputs.ts";
import { commonRows, pearson, type Regression, regress, ridgeRegress } from "../textbook.ts";

/** What a column holds of a regression. */
type Statistic = "beta" | "alpha" | "stdError" | "rSquared" | "variance" | "effectiveDf" | "observations";

interface Model {
  readonly name: FactorModel;
  /** Factors that are estimated together. */
  readonly factors: readonly Factor[];
  readonly windowSessions: number;
  readonly minObservations: number;
  readonly methodPage: string;
}

interface Column {
  readonly model: Model;
  readonly statistic: Statistic;
  /** Place of the factor in the model, for what is of one factor. */
  readonly place: number;
}

const PAGES = {
  market: "methods/market-and-rates-beta.md",
  rates: "methods/market-and-rates-beta.md",
  ridge: "methods/ridge-styles.md",
  spread: "methods/spread-factors.md",
  joint: "methods/joint-factor-model.md",
} as const;

function model(name: keyof typeof PAGES, factors: readonly Factor[]): Model {
  const { windowSessions, minObservations } = factors[0]!;
  if (windowSessions === null || minObservations === null) throw new RangeError(`${name} has no window`);
  return { name, factors, windowSessions, minObservations, methodPage: PAGES[name] };
}

const JOINT = model("joint", factorsOf("joint"));
const RIDGE = model("ridge", factorsOf("ridge"));
const UNIVARIATE: readonly (readonly [prefix: string, model: Model])[] = [
  ["market", model("market", factorsOf("market"))],
  ["rates", model("rates", factorsOf("rates"))],
  ...factorsOf("spread").map(
    (factor) =>
      [
        `spread_${factor.name.replace(" Spread", "").toLowerCase().replace("-", "_")}`,
        model("spread", [factor]),
      ] as const,
  ),
];
const SUFFIXES: readonly (readonly [suffix: string, statistic: Statistic])[] = [
  ["_beta", "beta"],
  ["_alpha", "alpha"],
  ["_std_error", "stdError"],
  ["_r_squared", "rSquared"],
  ["_observations", "observations"],
];

/** What each column of a loading row is, in words a program can follow. */
const COLUMNS: ReadonlyMap<string, Column> = new Map([
  ...UNIVARIATE.flatMap(([prefix, of]) =>
    SUFFIXES.map(
      ([suffix, statistic]) => [`${prefix}${suffix}`, { model: of, statistic, place: 0 }] as const,
    ),
  ),
  ...RIDGE.factors.map(
    ({ name }, place) =>
      [
        `ridge_${name.toLowerCase().replace(" ", "_")}`,
        { model: RIDGE, statistic: "beta", place } as Column,
      ] as const,
  ),
  ["ridge_intercept", { model: RIDGE, statistic: "alpha", place: 0 }],
  ["ridge_r_squared", { model: RIDGE, statistic: "rSquared", place: 0 }],
  ["ridge_effective_df", { model: RIDGE, statistic: "effectiveDf", place: 0 }],
  ["ridge_observations", { model: RIDGE, statistic: "observations", place: 0 }],
  ...JOINT_FACTORS.flatMap(({ name }, place) => [
    [`joint_${name}`, { model: JOINT, statistic: "beta", place } as Column] as const,
    [`joint_${name}_std_error`, { model: JOINT, statistic: "stdError", place } as Column] as const,
  ]),
  ["joint_alpha", { model: JOINT, statistic: "alpha", place: 0 }],
  ["joint_r_squared", { model: JOINT, statistic: "rSquared", place: 0 }],
  ["joint_specific_variance", { model: JOINT, statistic: "variance", place: 0 }],
  ["joint_observations", { model: JOINT, statistic: "observations", place: 0 }],
]);

const UNITS: Readonly<Record<Statistic, Unit>> = {
  beta: "per unit of factor return",
  stdError: "per unit of factor return",
  alpha: "fraction a session",
  rSquared: "fraction",
  variance: "variance a session",
  effectiveDf: "ratio",
  observations: "count",
};

export const loadingsFamily: ExplainFamily = {
  name: "loadings",
  title: "Factor loadings of symbols",
  methodPage: "methods/portfolio-exposures.md",
  numbers: (evidence) =>
    estimatedSymbols(evidence).flatMap((symbol) =>
      LOADING_COLUMNS.map((name) => ({
        key: keyOf("loadings", symbol, name),
        title: `${symbol}: ${name.replaceAll("_", " ").replace("r squared", "R²")}`,
        unit: UNITS[columnOf(name).statistic],
        value: loadingOf(evidence, symbol, name),
      })),
    ),
  explain: (_, [symbol = "", name = ""], evidence) => explainLoading(evidence, symbol, columnOf(name)),
};

function columnOf(name: string): Column {
  const found = COLUMNS.get(name);
  if (found === undefined) throw new RangeError(`no loading ${name}`);
  return found;
}

function explainLoading(
  evidence: Evidence,
  symbol: string,
  { model: of, statistic, place }: Column,
): Reasoning {
  const { windowSessions, minObservations, factors } = of;
  const isRidge = of.name === "ridge";
  const inputs = [
    ...returnInputs(evidence, [symbol, ...legsOf(factors)], windowSessions),
    constantInput("least", minObservations, "fewest sessions in which all have a return", "count"),
    ...(isRidge
      ? [constantInput("λ", RIDGE_PENALTY, "penalty on the squared standardised slopes", "ratio")]
      : []),
  ];
  return {
    formula: `${formulaOf(of, statistic, symbol)}; r = P/P₋₁ − 1 over the ${windowSessions} sessions, rows with a gap left out`,
    inputs,
    reproduce: isRidge
      ? (given) => ridgeStatistic(given, symbol, statistic, place)
      : (given) => olsStatistic(given, symbol, of, statistic, place),
    absence: loadingAbsence(evidence, symbol, of, statistic),
    methodPage: of.methodPage,
  };
}

function formulaOf({ name, factors }: Model, statistic: Statistic, symbol: string): string {
  const regressors = factors.map(({ long, short }) =>
    short === null ? `r[${long}]` : `r[${long}]−r[${short}]`,
  );
  const fit =
    name === "ridge"
      ? `min ‖r[${symbol}] − a − Xs·g‖² + λ‖g‖², X = (${regressors.join(", ")}) standardised, b = g/sd`
      : `r[${symbol}] = α + ${regressors.map((regressor, k) => `b${k + 1}(${regressor})`).join(" + ")} + ε by least squares`;
  const part: Readonly<Record<Statistic, string>> = {
    beta: "b",
    alpha: name === "ridge" ? "a = ȳ − b′x̄" : "α",
    stdError: "√(SSR/(n − k − 1)·[(X′X)⁻¹]ⱼⱼ)",
    rSquared: "R² = 1 − SSR/Syy",
    variance: "SSR/(n − 8)",
    effectiveDf: "Σ d/(d + λ) over the eigenvalues d of Xs′Xs",
    observations: "n",
  };
  return `${part[statistic]} of ${fit}`;
}

/** The rows in which the symbol and all factors of the model have a return: y first. */
function rowsOf(given: Given, symbol: string, factors: readonly Factor[]): readonly (readonly number[])[] {
  return commonRows([
    returnsGiven(given, symbol),
    ...factors.map((factor) => factorReturnsGiven(given, factor)),
  ]);
}

function olsStatistic(
  given: Given,
  symbol: string,
  { factors }: Model,
  statistic: Statistic,
  place: number,
): number {
  const [y = [], ...regressors] = rowsOf(given, symbol, factors);
  if (statistic === "observations") return y.length;
  if (y.length < given.number("least")) return Number.NaN;
  return statisticOf(regress(y, regressors), statistic, place);
}

function statisticOf(fit: Regression, statistic: Statistic, place: number): number {
  const parts: Readonly<Partial<Record<Statistic, number>>> = {
    beta: fit.betas[place]!,
    stdError: fit.stdErrors[place]!,
    alpha: fit.alpha,
    rSquared: fit.rSquared,
    variance: fit.residualVariance,
  };
  return parts[statistic] ?? Number.NaN;
}

function ridgeStatistic(given: Given, symbol: string, statistic: Statistic, place: number): number {
  const [y = [], ...regressors] = rowsOf(given, symbol, RIDGE.factors);
  if (statistic === "observations") return y.length;
  if (y.length < given.number("least")) return Number.NaN;
  const penalty = given.number("λ");
  const fit = ridgeRegress(y, regressors, penalty);
  if (fit === null) return Number.NaN;
  if (statistic === "effectiveDf") return effectiveDf(regressors, penalty);
  if (statistic === "beta") return fit.betas[place]!;
  return statistic === "alpha" ? fit.intercept : fit.rSquared;
}

/** Σ d/(d + λ): the eigenvalues of the standardised Gram matrix are n times those of the correlations. */
function effectiveDf(regressors: readonly (readonly number[])[], penalty: number): number {
  const k = regressors.length;
  const n = regressors[0]!.length;
  const gram = Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return n * (i === j ? 1 : pearson(regressors[i]!, regressors[j]!));
  });
  return [...symmetricEigen(gram, k).values].reduce((total, d) => total + d / (d + penalty), 0);
}

function loadingAbsence(evidence: Evidence, symbol: string, of: Model, statistic: Statistic): Absence {
  const first = of.name === "ridge" || of.name === "joint" ? of.name : null;
  const prefix = first ?? UNIVARIATE.find(([, other]) => other === of)![0];
  const got = loadingOf(evidence, symbol, `${prefix}_observations`);
  if (got < of.minObservations)
    return {
      code: "TOO_FEW_OBSERVATIONS",
      message: `${of.minObservations} sessions in which ${symbol} and the factors have a return are needed; there are ${got}.`,
      needed: of.minObservations,
      got,
    };
  const isConstant = statistic === "rSquared";
  return isConstant
    ? {
        code: "NO_VARIATION",
        message: `The returns of ${symbol} or of the factor do not vary in the window.`,
      }
    : {
        code: "NO_FACTOR_VARIATION",
        message: "The factor does not move in the window, or moves only as the others do.",
      };
}
