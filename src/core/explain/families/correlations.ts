import { correlationsAt } from "#core/pipeline/portfolio-analytics.ts";
import { CORRELATION_MIN_OBSERVATIONS, pairIndex } from "#core/risk/correlation.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainFamily, Reasoning } from "../explanation.ts";
import { constantInput, resultsInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { returnInputs, returnsGiven } from "../risk-inputs.ts";
import { average, commonRows, pearson } from "../textbook.ts";

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly value: number;
  readonly observations: number;
}

export const correlationsFamily: ExplainFamily = {
  name: "correlations",
  title: "Correlations of holdings",
  methodPage: "methods/correlation.md",
  numbers: (evidence) =>
    matricesOf(evidence).flatMap(({ windowSessions, average: mean, pairs }) => [
      {
        key: keyOf("correlations", windowSessions, "average"),
        title: `average correlation, ${windowSessions} sessions`,
        unit: "ratio" as const,
        value: mean,
      },
      ...pairs.map(({ first, second, value }) => ({
        key: keyOf("correlations", windowSessions, first, second),
        title: `correlation of ${first} and ${second}, ${windowSessions} sessions`,
        unit: "ratio" as const,
        value,
      })),
    ]),
  explain: ({ key }, [window, first = "", second], evidence) => {
    const matrix = matricesOf(evidence).find(({ windowSessions }) => String(windowSessions) === window);
    if (matrix === undefined) throw new RangeError(`no number ${key}`);
    const { windowSessions, pairs } = matrix;
    const pair = pairs.find((one) => one.first === first && one.second === second);
    return pair === undefined
      ? explainAverage(evidence, windowSessions, pairs)
      : explainPair(evidence, windowSessions, pair);
  },
};

/** Pairs are written with the symbol that sorts first in front. */
function matricesOf({ riskHoldings, risk, ordinal }: Evidence) {
  return correlationsAt(riskHoldings, risk, ordinal).map((matrix) => ({
    ...matrix,
    pairs: matrix.symbols.flatMap((first, j) =>
      matrix.symbols.slice(j + 1).map((second, offset): Pair => {
        const at = pairIndex(j + 1 + offset, j);
        return {
          first,
          second,
          value: matrix.correlations[at]!,
          observations: matrix.observations[at]!,
        };
      }),
    ),
  }));
}

function explainPair(evidence: Evidence, windowSessions: number, pair: Pair): Reasoning {
  const { first, second, observations } = pair;
  const least = CORRELATION_MIN_OBSERVATIONS;
  return {
    formula: `ρ = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²), x and y the returns P/P₋₁ − 1 of the sessions in which both have one`,
    inputs: [
      ...returnInputs(evidence, [first, second], windowSessions),
      constantInput("least", least, "fewest common returns", "count"),
    ],
    reproduce: (given) => {
      const [x = [], y = []] = commonRows([returnsGiven(given, first), returnsGiven(given, second)]);
      return x.length < given.number("least") ? Number.NaN : pearson(x, y);
    },
    absence:
      observations < least
        ? {
            code: "TOO_FEW_OBSERVATIONS",
            message: `${least} sessions in which both have a return are needed; there are ${observations}.`,
            needed: least,
            got: observations,
          }
        : { code: "NO_VARIATION", message: "The returns of one of the two do not vary in the window." },
  };
}

function explainAverage(evidence: Evidence, windowSessions: number, pairs: readonly Pair[]): Reasoning {
  const entries = pairs.map(({ first, second, value }) => ({
    label: `${first} ${second}`,
    key: keyOf("correlations", windowSessions, first, second),
    value,
  }));
  return {
    formula: "average = Σρ / n over the pairs with an estimate",
    inputs: [
      resultsInput("ρ", "pair", entries, {
        about: "correlation of each pair of holdings",
        unit: "ratio",
        session: evidence.session,
      }),
    ],
    reproduce: (given) => average(given.values("ρ").filter((value) => !Number.isNaN(value))),
    absence: {
      code: "TOO_FEW_OBSERVATIONS",
      message: `No pair of symbols has ${CORRELATION_MIN_OBSERVATIONS} common returns in the window.`,
      needed: CORRELATION_MIN_OBSERVATIONS,
      got: Math.max(0, ...pairs.map(({ observations }) => observations)),
    },
  };
}
