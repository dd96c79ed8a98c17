import * as z from "zod";
import { toFloat } from "#core/money/decimal.ts";
import { greeksPerUnit, type PositionGreeks } from "#core/options/position-greeks.ts";
import type { FlowRow } from "#db/stores/flow-store.ts";
import type { PortfolioSummaryRow } from "#db/stores/portfolio-store.ts";
import type { ValuedPositionRow } from "#db/stores/position-store.ts";
import { instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";

export const market = z
  .enum(["real", "synthetic"])
  .describe("Synthetic prices are made up, for demonstration.");

export const portfolioAnswer = z.object({
  id: uuid,
  name: z.string(),
  account_name: z.string(),
  account_type: z.string(),
  description: z.string().nullable(),
  equity_balance: z.number().describe("As stated by the owner, USD."),
  equity_as_of: plainDate.nullable(),
  as_of: plainDate.nullable().describe("Session of the numbers below; null before the first run."),
  net_asset_value: numberOrNull,
  cash_balance: numberOrNull,
  daily_pnl: numberOrNull,
  daily_return: numberOrNull,
  position_count: z.int().nullable().describe("Lots held at that session."),
  positions_total: z.int().describe("Lots stored, closed ones included."),
  last_run: z
    .object({
      batch_run_id: uuid,
      status: z.string(),
      percent_complete: z.number(),
      requested_at: instant,
      finished_at: instant.nullable(),
    })
    .nullable(),
  results_outdated: z
    .boolean()
    .describe("Lots, flows or the equity were changed since the results were computed."),
  is_demo: z.boolean(),
  market,
  created_at: instant,
  updated_at: instant,
});

export function presentPortfolio(
  row: PortfolioSummaryRow,
  marketName: z.output<typeof market>,
): z.output<typeof portfolioAnswer> {
  return {
    id: row.id,
    name: row.name,
    account_name: row.accountName,
    account_type: row.accountType,
    description: row.description,
    equity_balance: toFloat(row.equityBalance),
    equity_as_of: row.equityAsOf,
    as_of: row.asOf,
    net_asset_value: row.nav,
    cash_balance: row.cash,
    daily_pnl: row.dailyPnl,
    daily_return: row.dailyReturn,
    position_count: row.positionCount,
    positions_total: row.positionsTotal,
    last_run: presentLastRun(row),
    results_outdated: row.resultsOutdated,
    is_demo: row.isDemo,
    market: marketName,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

function presentLastRun(row: PortfolioSummaryRow): z.output<typeof portfolioAnswer>["last_run"] {
  if (row.runId === null || row.runStatus === null || row.runRequestedAt === null) return null;
  return {
    batch_run_id: row.runId,
    status: row.runStatus === "cancelling" ? "running" : row.runStatus,
    percent_complete: row.runPercent ?? 0,
    requested_at: row.runRequestedAt.toISOString(),
    finished_at: row.runFinishedAt?.toISOString() ?? null,
  };
}

const optionGreeks = z.object({
  underlying_price: z.number(),
  implied_volatility: z
    .number()
    .describe("Annual; implied by the option's price, or the one it is valued at, flat since its entry."),
  delta: z.number(),
  gamma: z.number(),
  vega: z.number().describe("Per 1.00 of volatility."),
  vega_per_point: z.number().describe("Per percentage point of volatility."),
  theta: z.number().describe("Per year that passes; negative for a long option's decay."),
  theta_per_day: z.number().describe("Per calendar day."),
  rho: z.number().describe("Per 1.00 of the rate."),
  rho_per_point: z.number().describe("Per percentage point of the rate."),
  delta_exposure: z.number().describe("Of the lot, USD, signed: what it counts as in risk."),
});

export const positionAnswer = z.object({
  id: uuid,
  portfolio_id: uuid,
  symbol: z.string(),
  name: z.string().nullable(),
  sector: z.string().nullable(),
  investment_class: z.string(),
  investment_subtype: z.string().nullable(),
  quantity: z.number().describe("As stated; short is negative."),
  entry_price: numberOrNull.describe("Null where the cost is unknown."),
  entry_date: plainDate,
  exit_price: numberOrNull,
  exit_date: plainDate.nullable(),
  underlying_symbol: z.string().nullable(),
  strike_price: numberOrNull,
  expiration_date: plainDate.nullable(),
  option_type: z.string().nullable(),
  mark: numberOrNull,
  mark_date: plainDate.nullable(),
  line: z.int().nullable().describe("Line of the imported file."),
  as_of: plainDate.nullable().describe("Session of the numbers below; null before the first run."),
  held_quantity: numberOrNull.describe("At that close, after splits."),
  price: numberOrNull,
  price_source: z.string().nullable(),
  market_value: numberOrNull,
  weight: numberOrNull,
  cost_basis: numberOrNull,
  unrealized_pnl: numberOrNull,
  realized_pnl: numberOrNull,
  dividends: numberOrNull,
  daily_pnl: numberOrNull,
  greeks: optionGreeks
    .nullable()
    .describe("Of an option, per unit of it; null for other lots, and without a price of the underlying."),
});

export function presentPosition(row: ValuedPositionRow): z.output<typeof positionAnswer> {
  return {
    id: row.id,
    portfolio_id: row.portfolioId,
    symbol: row.symbol,
    name: row.name,
    sector: row.sector,
    investment_class: row.investmentClass,
    investment_subtype: row.investmentSubtype,
    quantity: toFloat(row.quantity),
    entry_price: floatOrNull(row.entryPrice),
    entry_date: row.entryDate,
    exit_price: floatOrNull(row.exitPrice),
    exit_date: row.exitDate,
    underlying_symbol: row.option?.underlying ?? null,
    strike_price: floatOrNull(row.option?.strike ?? null),
    expiration_date: row.option?.expiration ?? null,
    option_type: row.option?.type ?? null,
    mark: floatOrNull(row.mark),
    mark_date: row.markDate,
    line: row.line,
    as_of: row.asOf,
    held_quantity: row.heldQuantity,
    price: row.price,
    price_source: row.priceSource,
    market_value: row.marketValue,
    weight: row.weight,
    cost_basis: row.costBasis,
    unrealized_pnl: row.unrealizedPnl,
    realized_pnl: row.realizedPnl,
    dividends: row.dividends,
    daily_pnl: row.dailyPnl,
    greeks: row.greeks === null ? null : presentGreeks(row.greeks),
  };
}

function presentGreeks(greeks: PositionGreeks): z.output<typeof optionGreeks> {
  const { vegaPerPoint, thetaPerDay, rhoPerPoint } = greeksPerUnit(greeks);
  return {
    underlying_price: greeks.underlyingPrice,
    implied_volatility: greeks.impliedVolatility,
    delta: greeks.delta,
    gamma: greeks.gamma,
    vega: greeks.vega,
    vega_per_point: vegaPerPoint,
    theta: greeks.theta,
    theta_per_day: thetaPerDay,
    rho: greeks.rho,
    rho_per_point: rhoPerPoint,
    delta_exposure: greeks.deltaExposure,
  };
}

export const flowAnswer = z.object({
  id: uuid,
  date: plainDate,
  amount: z.number().describe("USD; negative for money taken out."),
  note: z.string().nullable(),
  created_at: instant,
});

export function presentFlow(row: FlowRow): z.output<typeof flowAnswer> {
  return {
    id: row.id,
    date: row.date,
    amount: toFloat(row.amount),
    note: row.note,
    created_at: row.createdAt.toISOString(),
  };
}

function floatOrNull(value: string | null): number | null {
  return value === null ? null : toFloat(value);
}
