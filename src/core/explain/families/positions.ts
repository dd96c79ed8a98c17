import { type PositionRow, positionRow } from "#core/valuation/position-row.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainFamily, Reasoning, Unit } from "../explanation.ts";
import { keyOf } from "../keys.ts";
import {
  explainDeltaExposure,
  explainGreek,
  explainImpliedVolatility,
  explainUnderlyingPrice,
} from "./position-greeks.ts";
import {
  explainCostBasis,
  explainDailyPnl,
  explainDividends,
  explainMarketValue,
  explainQuantity,
  explainRealizedPnl,
  explainUnrealizedPnl,
  explainWeight,
} from "./position-pnl.ts";
import { explainPrice } from "./position-price.ts";

interface Field {
  readonly title: string;
  readonly unit: Unit;
  readonly value: (row: PositionRow) => number;
  readonly explain: (evidence: Evidence, lot: LotPath) => Reasoning;
}

function field(title: string, unit: Unit, value: Field["value"], explain: Field["explain"]): Field {
  return { title, unit, value, explain };
}

/** Of an option; NaN where it has no delta. */
function greek(name: keyof NonNullable<PositionRow["greeks"]>): Field["value"] {
  return ({ greeks }) => greeks?.[name] ?? Number.NaN;
}

/** What is stored of every lot at a session, by column. */
const FIELDS = {
  quantity: field("quantity", "units", (row) => row.quantity, explainQuantity),
  price: field("price", "USD per unit", (row) => row.price, explainPrice),
  market_value: field("market value", "USD", (row) => row.marketValue, explainMarketValue),
  weight: field("weight", "fraction of NAV", (row) => row.weight, explainWeight),
  cost_basis: field("cost basis", "USD", (row) => row.costBasis, explainCostBasis),
  unrealized_pnl: field("unrealised P&L", "USD", (row) => row.unrealizedPnl, explainUnrealizedPnl),
  realized_pnl: field("realised P&L", "USD", (row) => row.realizedPnl, explainRealizedPnl),
  dividends: field("dividends", "USD", (row) => row.dividends, explainDividends),
  daily_pnl: field("daily P&L", "USD", (row) => row.dailyPnl, explainDailyPnl),
} satisfies Readonly<Record<string, Field>>;

/** What is stored of an option beside it. */
const OPTION_FIELDS = {
  underlying_price: field(
    "price of the underlying",
    "USD per unit",
    greek("underlyingPrice"),
    explainUnderlyingPrice,
  ),
  implied_volatility: field(
    "implied volatility",
    "fraction a year",
    greek("impliedVolatility"),
    explainImpliedVolatility,
  ),
  delta: field("delta", "ratio", greek("delta"), explainGreek("delta")),
  gamma: field("gamma", "ratio", greek("gamma"), explainGreek("gamma")),
  vega: field("vega", "USD per unit", greek("vega"), explainGreek("vega")),
  theta: field("theta", "USD per unit", greek("theta"), explainGreek("theta")),
  rho: field("rho", "USD per unit", greek("rho"), explainGreek("rho")),
  delta_exposure: field("delta exposure", "USD", greek("deltaExposure"), explainDeltaExposure),
} satisfies Readonly<Record<string, Field>>;

const ALL_FIELDS: Readonly<Record<string, Field>> = { ...FIELDS, ...OPTION_FIELDS };

/** Columns of a lot's stored row. */
export const POSITION_COLUMNS: readonly string[] = Object.keys(ALL_FIELDS);

export const positionsFamily: ExplainFamily = {
  name: "positions",
  title: "Positions",
  methodPage: "methods/valuation.md",
  numbers: ({ valuation, ordinal }) =>
    valuation.lots.flatMap((lot) => {
      const row = positionRow(valuation, lot, ordinal);
      const { id, symbol } = lot.position;
      const fields: Readonly<Record<string, Field>> = lot.kind === "option" ? ALL_FIELDS : FIELDS;
      return Object.entries(fields).map(([name, { title, unit, value }]) => ({
        key: keyOf("positions", id, name),
        title: `${symbol}: ${title}`,
        unit,
        value: value(row),
      }));
    }),
  explain: ({ key }, [id, name = ""], evidence) => {
    const lot = evidence.valuation.lots.find(({ position }) => position.id === id);
    const found = ALL_FIELDS[name];
    if (lot === undefined || found === undefined) throw new RangeError(`no number ${key}`);
    return found.explain(evidence, lot);
  },
};
