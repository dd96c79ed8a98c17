import * as z from "zod";
import type { PortfolioFreshness, SymbolFreshness } from "#app/freshness.ts";
import { ERROR_CODES, type ErrorCode } from "#core/errors/error-codes.ts";
import { instant, plainDate, uuid } from "../common-schemas.ts";

export const portfolioFreshnessAnswer = z.object({
  portfolio_id: uuid,
  portfolio_name: z.string(),
  state: z
    .enum(["current", "behind", "none"])
    .describe("Results reach the last completed session, end before it, or are not there."),
  results_as_of: plainDate.nullable(),
  sessions_behind: z.int().nullable(),
  prices_as_of: plainDate.nullable().describe("Up to here every held symbol that has prices has one."),
  symbols_held: z.int().describe("Listed symbols held now; of an option its underlying."),
  symbols_behind: z.int().describe("Of these, those without a price at the last completed session."),
  last_run: z.object({ batch_run_id: uuid, status: z.string(), finished_at: instant.nullable() }).nullable(),
});

export const symbolFreshnessAnswer = z.object({
  symbol: z.string(),
  state: z
    .enum(["current", "behind", "none", "dead"])
    .describe(
      "Prices reach the last completed session, end before it, never came, or no provider knows the symbol.",
    ),
  prices_as_of: plainDate.nullable(),
  sessions_behind: z.int().nullable(),
  covered_to: plainDate.nullable().describe("Last session that was asked for."),
  provider: z.string().nullable().describe("Who gave the stored prices."),
  dead_until: instant.nullable().describe("Not asked for before this instant."),
  last_fetch: z
    .object({
      at: instant,
      outcome: z.string(),
      provider: z.string().nullable(),
      error: z.object({ provider: z.string(), code: z.string(), message: z.string() }).nullable(),
    })
    .nullable(),
});

export function presentPortfolioFreshness(
  row: PortfolioFreshness,
): z.output<typeof portfolioFreshnessAnswer> {
  return {
    portfolio_id: row.portfolioId,
    portfolio_name: row.portfolioName,
    state: row.state,
    results_as_of: row.resultsAsOf,
    sessions_behind: row.sessionsBehind,
    prices_as_of: row.pricesAsOf,
    symbols_held: row.symbolsHeld,
    symbols_behind: row.symbolsBehind,
    last_run:
      row.runId === null
        ? null
        : {
            batch_run_id: row.runId,
            status: row.runStatus === "cancelling" ? "running" : (row.runStatus ?? ""),
            finished_at: row.runFinishedAt?.toISOString() ?? null,
          },
  };
}

/** What a provider said is for operators, since it may tell of the server: others get what its code means. */
export function presentSymbolFreshness(
  row: SymbolFreshness,
  isForOperator: boolean,
): z.output<typeof symbolFreshnessAnswer> {
  const error = row.fetchError;
  return {
    symbol: row.symbol,
    state: row.state,
    prices_as_of: row.pricesAsOf,
    sessions_behind: row.sessionsBehind,
    covered_to: row.coveredTo,
    provider: row.provider,
    dead_until: row.deadUntil?.toISOString() ?? null,
    last_fetch:
      row.fetchedAt === null
        ? null
        : {
            at: row.fetchedAt.toISOString(),
            outcome: row.fetchOutcome ?? "",
            provider: row.fetchProvider,
            error: error === null || isForOperator ? error : { ...error, message: titleOf(error.code) },
          },
  };
}

function titleOf(code: string): string {
  return ERROR_CODES[code as ErrorCode]?.title ?? "";
}
