import { proFormaInputs as kernelInputs } from "#core/pipeline/risk-context.ts";
import {
  portfolioVolatilityAt,
  type VolatilityColumn,
  volatilityColumn,
} from "#core/risk/portfolio-volatility.ts";
import { EWMA_DECAY, EWMA_WINDOW } from "#core/risk/volatility.ts";
import { HAR_WINDOW } from "#core/risk/volatility-forecast.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainFamily, Unit } from "../explanation.ts";
import type { Given } from "../given.ts";
import { constantInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { historyAbsence, PRO_FORMA, proFormaGiven, proFormaInputs } from "../pro-forma.ts";
import { exponential, heterogeneous, percentile, realized, trend } from "../volatility-estimates.ts";

interface Column {
  readonly title: string;
  readonly unit: Unit;
  /** Of a volatility row. */
  readonly source: VolatilityColumn;
  readonly formula: string;
  /** Past sessions looked at, and returns needed. */
  readonly sessions: number;
  readonly needed: number;
  readonly reproduce: (given: Given) => number;
}

function realizedColumn(window: 21 | 63 | 252): Column {
  return {
    title: `realised volatility, ${window} sessions`,
    unit: "fraction a year",
    source: `realized_vol_${window}`,
    formula: `√252 · √(Σ(R − R̄)²/(n − 1)) over the last ${window} R`,
    sessions: window,
    needed: window,
    reproduce: (given) => realized(proFormaGiven(given).returns, window),
  };
}

const COLUMNS: Readonly<Record<string, Column>> = {
  realized_21: realizedColumn(21),
  realized_63: realizedColumn(63),
  realized_252: realizedColumn(252),
  ewma: {
    title: "EWMA volatility",
    unit: "fraction a year",
    source: "ewma_vol",
    formula: "√(252 · Σ λᵏR² / Σ λᵏ), k = 0 the last R present",
    sessions: EWMA_WINDOW,
    needed: 63,
    reproduce: (given) => exponential(proFormaGiven(given).returns, given.number("λ")),
  },
  har_21: {
    title: "volatility forecast for the next 21 sessions",
    unit: "fraction a year",
    source: "har_21",
    formula:
      "√ of the forecast of the mean of the next 21 of 252·R² from its day, 5-day and 21-day means, least squares over 252 rows, clipped to what was seen",
    sessions: HAR_WINDOW,
    needed: HAR_WINDOW,
    reproduce: (given) => heterogeneous(proFormaGiven(given).returns),
  },
  percentile: {
    title: "rank of the volatility in its year",
    unit: "fraction",
    source: "percentile",
    formula: "share of the 232 deviations over 21 sessions inside the last 252 R that are below the last",
    sessions: 252,
    needed: 252,
    reproduce: (given) => percentile(proFormaGiven(given).returns),
  },
  trend: {
    title: "trend of the volatility",
    unit: "ratio",
    source: "trend",
    formula: "deviation of the last 21 R over that of the 21 before",
    sessions: 42,
    needed: 42,
    reproduce: (given) => trend(proFormaGiven(given).returns),
  },
  observations: {
    title: "past returns used",
    unit: "count",
    source: "observations",
    formula: "number of past sessions with an R",
    sessions: EWMA_WINDOW,
    needed: 0,
    reproduce: (given) => proFormaGiven(given).observations,
  },
  proxied: {
    title: "past returns partly proxied",
    unit: "count",
    source: "proxied",
    formula: "number of past sessions with an R in which a holding has no return of its own",
    sessions: EWMA_WINDOW,
    needed: 0,
    reproduce: (given) => proFormaGiven(given).proxied,
  },
};

/** Columns of a stored volatility row that are explained. */
export const VOLATILITY_KEYS: readonly string[] = Object.keys(COLUMNS);

export const volatilityFamily: ExplainFamily = {
  name: "volatility",
  title: "Volatility of the book",
  methodPage: "methods/volatility.md",
  numbers: (evidence) => {
    const row = volatilityRow(evidence);
    return Object.entries(COLUMNS).map(([name, { title, unit, source }]) => ({
      key: keyOf("volatility", name),
      title,
      unit,
      value: row[volatilityColumn(source)]!,
    }));
  },
  explain: ({ key }, [name = ""], evidence) => {
    const column = COLUMNS[name];
    if (column === undefined) throw new RangeError(`no number ${key}`);
    return {
      formula: `${column.formula}; ${PRO_FORMA}`,
      inputs: [
        ...(name === "ewma" ? [constantInput("λ", EWMA_DECAY, "decay a return", "ratio")] : []),
        ...proFormaInputs(evidence, column.sessions),
      ],
      reproduce: column.reproduce,
      absence: historyAbsence(evidence, column.sessions, column.needed),
    };
  },
};

function volatilityRow({ riskHoldings, risk, ordinal }: Evidence): Float64Array {
  return portfolioVolatilityAt(riskHoldings, kernelInputs(risk), ordinal);
}
