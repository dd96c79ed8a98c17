import type { PlainDate } from "#core/dates/plain-date.ts";
import { CONCENTRATION_KEYS } from "#core/explain/families/concentration.ts";
import { POSITION_COLUMNS } from "#core/explain/families/positions.ts";
import { WHOLE_PARTS } from "#core/explain/families/risk-decomposition.ts";
import { SNAPSHOT_COLUMNS } from "#core/explain/families/snapshots.ts";
import { VOLATILITY_KEYS } from "#core/explain/families/volatility.ts";
import { keyOf } from "#core/explain/keys.ts";
import { JOINT_FACTORS } from "#core/explain/risk-inputs.ts";
import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { METRIC_COLUMNS } from "#core/metrics/metric-columns.ts";
import { pairIndex } from "#core/risk/correlation.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { RISK_METRIC_COLUMNS } from "#core/risk/risk-metric-columns.ts";
import type { PortfolioResultTable, ResultRow, SymbolResultTable } from "#db/stores/result-row-store.ts";
import {
  arrayOf,
  columnsOf,
  holdingNames,
  type KeyedNumbers,
  namesOf,
  numberOf,
  numbersOf,
  textOf,
} from "./stored-values.ts";

/** Where the numbers of a family are stored, which job of a run writes them, and what each row holds. */
export type StoredFamily = {
  readonly family: string;
  readonly job: string;
  /** Columns that are read, beside the symbol where rows are by symbol. */
  readonly columns: readonly string[];
  readonly numbers: (values: ResultRow["values"], subject: StoredSubject) => KeyedNumbers;
} & (
  | { readonly by: "portfolio"; readonly table: PortfolioResultTable }
  | { readonly by: "symbol"; readonly table: SymbolResultTable }
);

/** Arrays of a decomposition by the names that keys have. */
const SYMBOL_ARRAYS = {
  weight: "weights",
  volatility: "volatilities",
  marginal: "marginal",
  share: "shares",
  systematic_share: "systematic_shares",
  component_es_95: "component_es_95",
  component_es_99: "component_es_99",
} as const;
const FACTOR_ARRAYS = {
  exposure: "factor_exposures",
  marginal: "factor_marginal",
  share: "factor_shares",
  vif: "vif",
} as const;
const FACTOR_NAMES = JOINT_FACTORS.map(({ name }) => name);

const READINGS = ["direct", "correlated"] as const;
const STRESS_SCALARS = [
  ...READINGS.flatMap((reading) => [reading, `${reading}_fraction`, `${reading}_convexity`]),
  "not_covered",
  "plausibility_distance",
  "plausibility_percentile",
  "shocked_factors",
];
const STRESS_COLUMNS = [
  "scenario_id",
  "symbols",
  "options",
  ...STRESS_SCALARS,
  ...READINGS.flatMap((reading) => [
    `${reading}_moves`,
    `${reading}_factor_contributions`,
    `${reading}_symbol_contributions`,
    `${reading}_option_contributions`,
  ]),
];

/** Whose numbers are read. */
export interface StoredSubject {
  readonly portfolioId: string;
  /** Symbols of the market, whose own numbers are read. */
  readonly symbols: readonly string[];
  readonly asOf: PlainDate;
  /** Names of the holdings in keys, and ids of the option lots, in the order in which arrays are stored. */
  readonly holdings: readonly string[];
  readonly optionIds: readonly string[];
}

export const STORED_FAMILIES: readonly StoredFamily[] = [
  {
    family: "snapshots",
    job: "pnl-snapshots",
    by: "portfolio",
    table: "portfolio_snapshots",
    columns: SNAPSHOT_COLUMNS,
    numbers: (values) => columnsOf(values, SNAPSHOT_COLUMNS, "snapshots"),
  },
  {
    family: "positions",
    job: "position-values",
    by: "portfolio",
    table: "position_values",
    columns: ["position_id", ...POSITION_COLUMNS],
    numbers: (values) => columnsOf(values, POSITION_COLUMNS, "positions", textOf(values.position_id)),
  },
  {
    family: "concentration",
    job: "concentration",
    by: "portfolio",
    table: "concentration",
    columns: [...CONCENTRATION_KEYS, "sectors", "sector_weights"],
    numbers: (values) => [
      ...columnsOf(values, CONCENTRATION_KEYS, "concentration"),
      ...namesOf(values.sectors).map(
        (sector, i) =>
          [keyOf("concentration", "sector", sector), numbersOf(values.sector_weights)[i]!] as const,
      ),
    ],
  },
  {
    family: "factors",
    job: "factor-exposures",
    by: "portfolio",
    table: "factor_exposures",
    columns: ["exposures", "coverage", "std_errors"],
    numbers: ({ exposures, coverage, std_errors: stdErrors }) =>
      EXPOSURE_FACTORS.flatMap(({ column, index }) => [
        [keyOf("factors", column, "exposure"), numbersOf(exposures)[index]!] as const,
        [keyOf("factors", column, "coverage"), numbersOf(coverage)[index]!] as const,
        [keyOf("factors", column, "std_error"), numbersOf(stdErrors)[index]!] as const,
      ]),
  },
  {
    family: "holdings",
    job: "factor-exposures",
    by: "portfolio",
    table: "position_factor_exposures",
    columns: ["symbol", "weight", "loadings"],
    numbers: ({ symbol, weight, loadings }) => [
      [keyOf("holdings", textOf(symbol), "weight"), numberOf(weight)],
      ...EXPOSURE_FACTORS.map(
        ({ column, index }) =>
          [keyOf("holdings", textOf(symbol), column), numbersOf(loadings)[index]!] as const,
      ),
    ],
  },
  {
    family: "volatility",
    job: "volatility",
    by: "portfolio",
    table: "volatility",
    columns: VOLATILITY_KEYS,
    numbers: (values) => columnsOf(values, VOLATILITY_KEYS, "volatility"),
  },
  {
    family: "correlations",
    job: "correlations",
    by: "portfolio",
    table: "correlations",
    columns: ["window_sessions", "symbols", "rho", "average"],
    numbers: (values) => {
      const window = numberOf(values.window_sessions);
      const symbols = namesOf(values.symbols);
      const pairs = symbols.flatMap((first, j) =>
        symbols.slice(j + 1).map((second, offset) => {
          const rho = numbersOf(values.rho)[pairIndex(j + 1 + offset, j)]!;
          return [keyOf("correlations", window, first, second), rho] as const;
        }),
      );
      return [[keyOf("correlations", window, "average"), numberOf(values.average)], ...pairs];
    },
  },
  {
    family: "risk-metrics",
    job: "risk-metrics",
    by: "portfolio",
    table: "risk_metrics",
    columns: RISK_METRIC_COLUMNS,
    numbers: (values) => columnsOf(values, RISK_METRIC_COLUMNS, "risk-metrics"),
  },
  {
    family: "risk-decomposition",
    job: "risk-metrics",
    by: "portfolio",
    table: "risk_decompositions",
    columns: [
      ...Object.keys(WHOLE_PARTS),
      "symbols",
      ...Object.values(SYMBOL_ARRAYS),
      ...Object.values(FACTOR_ARRAYS),
    ],
    numbers: (values, { holdings }) => [
      ...columnsOf(values, Object.keys(WHOLE_PARTS), "risk-decomposition"),
      ...Object.entries(SYMBOL_ARRAYS).flatMap(([part, column]) =>
        arrayOf(values[column], holdingNames(values.symbols, holdings), (name) =>
          keyOf("risk-decomposition", "symbols", name, part),
        ),
      ),
      ...Object.entries(FACTOR_ARRAYS).flatMap(([part, column]) =>
        arrayOf(values[column], FACTOR_NAMES, (name) => keyOf("risk-decomposition", "factors", name, part)),
      ),
    ],
  },
  {
    family: "stress",
    job: "stress-tests",
    by: "portfolio",
    table: "stress_test_results",
    columns: STRESS_COLUMNS,
    numbers: stressNumbers,
  },
  {
    family: "loadings",
    job: "symbol-factors",
    by: "symbol",
    table: "symbol_factor_exposures",
    columns: LOADING_COLUMNS,
    numbers: (values) => columnsOf(values, LOADING_COLUMNS, "loadings", textOf(values.symbol)),
  },
  {
    family: "symbol-metrics",
    job: "symbol-metrics",
    by: "symbol",
    table: "symbol_daily_metrics",
    columns: METRIC_COLUMNS,
    numbers: (values) => columnsOf(values, METRIC_COLUMNS, "symbol-metrics", textOf(values.symbol)),
  },
];

function stressNumbers(values: ResultRow["values"], { holdings, optionIds }: StoredSubject): KeyedNumbers {
  const scenario = textOf(values.scenario_id);
  const names = holdingNames(values.symbols, holdings);
  const options = namesOf(values.options).length === optionIds.length ? optionIds : [];
  const parts = READINGS.flatMap((reading) => {
    const part = (kind: string) => (name: string) => keyOf("stress", scenario, `${reading}_${kind}`, name);
    return [
      ...arrayOf(values[`${reading}_moves`], FACTOR_NAMES, part("moves")),
      ...arrayOf(values[`${reading}_factor_contributions`], FACTOR_NAMES, part("factors")),
      ...arrayOf(values[`${reading}_symbol_contributions`], names, part("symbols")),
      ...arrayOf(values[`${reading}_option_contributions`], options, part("options")),
    ];
  });
  return [...columnsOf(values, STRESS_SCALARS, "stress", scenario), ...parts];
}
