import * as z from "zod";
import type { CreatePortfolioResult, StoredPortfolio } from "#app/create-portfolio.ts";
import type { ImportPreview } from "#app/preview-import.ts";
import { toFloat } from "#core/money/decimal.ts";
import { numberOrNull, plainDate, uuid } from "../common-schemas.ts";
import { rowError } from "../problem.ts";

export const previewAnswer = z.object({
  format: z.enum(["sigmasight", "mapped"]),
  header: z.array(z.string()),
  mapping: z.record(z.string(), z.string()).describe("Our field to the file's column."),
  row_count: z.int(),
  rows: z.array(
    z.object({
      row: z.int(),
      symbol: z.string(),
      quantity: z.number(),
      entry_price: numberOrNull.describe("Null where the cost is unknown."),
      entry_date: plainDate,
      investment_class: z.string(),
      investment_subtype: z.string().nullable(),
      underlying_symbol: z.string().nullable(),
      strike_price: numberOrNull,
      expiration_date: plainDate.nullable(),
      option_type: z.string().nullable(),
      exit_date: plainDate.nullable(),
      exit_price: numberOrNull,
    }),
  ),
  errors: z.array(rowError),
  warnings: z.array(rowError),
  totals: z.object({
    positions: z.int(),
    by_class: z.object({ PUBLIC: z.int(), OPTIONS: z.int(), PRIVATE: z.int() }),
    long_positions: z.int(),
    short_positions: z.int(),
    closed_positions: z.int(),
    cost_unknown_positions: z.int(),
    long_cost: z.number(),
    short_cost: z.number(),
  }),
});

export function presentPreview(preview: ImportPreview): z.output<typeof previewAnswer> {
  const { totals } = preview;
  return {
    format: preview.format,
    header: [...preview.header],
    mapping: Object.fromEntries(preview.mapping),
    row_count: preview.rowCount,
    rows: preview.positions.map((position) => ({
      row: position.line,
      symbol: position.symbol,
      quantity: toFloat(position.quantity),
      entry_price: floatOrNull(position.entryPrice),
      entry_date: position.entryDate,
      investment_class: position.investmentClass,
      investment_subtype: position.investmentSubtype,
      underlying_symbol: position.option?.underlying ?? null,
      strike_price: floatOrNull(position.option?.strike ?? null),
      expiration_date: position.option?.expiration ?? null,
      option_type: position.option?.type ?? null,
      exit_date: position.exitDate,
      exit_price: floatOrNull(position.exitPrice),
    })),
    errors: preview.errors.map((issue) => ({ ...issue })),
    warnings: preview.warnings.map((issue) => ({ ...issue })),
    totals: {
      positions: totals.positions,
      by_class: { ...totals.byClass },
      long_positions: totals.longPositions,
      short_positions: totals.shortPositions,
      closed_positions: totals.closedPositions,
      cost_unknown_positions: totals.costUnknownPositions,
      long_cost: toFloat(totals.longCost),
      short_cost: toFloat(totals.shortCost),
    },
  };
}

export const createdAnswer = z.object({
  portfolio_id: uuid,
  portfolio_name: z.string(),
  account_name: z.string(),
  account_type: z.string(),
  equity_balance: z.number(),
  positions_imported: z.int(),
  positions_failed: z.literal(0).describe("Always 0: with any error nothing is stored."),
  total_positions: z.int(),
  message: z.string(),
  warnings: z.array(rowError),
  next_step: z.object({ action: z.string(), endpoint: z.string(), description: z.string() }),
});

export function presentCreated(
  result: Exclude<CreatePortfolioResult, { readonly outcome: "rejected" }>,
): z.output<typeof createdAnswer> {
  const { portfolio } = result;
  return {
    portfolio_id: portfolio.id,
    portfolio_name: portfolio.name,
    account_name: portfolio.accountName,
    account_type: portfolio.accountType,
    equity_balance: toFloat(portfolio.equityBalance),
    positions_imported: portfolio.positionsTotal,
    positions_failed: 0,
    total_positions: portfolio.positionsTotal,
    message: messageOf(result.outcome, portfolio),
    warnings: result.outcome === "created" ? result.warnings.map((issue) => ({ ...issue })) : [],
    next_step: nextStepOf(portfolio.id),
  };
}

/** What comes after a portfolio is stored. */
export function nextStepOf(portfolioId: string): z.output<typeof createdAnswer>["next_step"] {
  return {
    action: "calculate",
    endpoint: `/api/v1/portfolios/${portfolioId}/calculate`,
    description: "Start the first run; it computes every session since the first entry.",
  };
}

function messageOf(outcome: "created" | "existing", portfolio: StoredPortfolio): string {
  return outcome === "created"
    ? `Portfolio stored with ${portfolio.positionsTotal} positions.`
    : "This portfolio was stored before; nothing was changed.";
}

function floatOrNull(value: string | null): number | null {
  return value === null ? null : toFloat(value);
}
