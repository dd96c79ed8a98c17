import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import {
  type PortfolioFieldsInput,
  validatePortfolioFields,
} from "#core/import/validate-portfolio-fields.ts";
import { compareDecimals } from "#core/money/decimal.ts";
import { violatedUnique } from "#db/pg-errors.ts";
import { deletePortfolio, type PortfolioChange, updatePortfolio } from "#db/stores/portfolio-store.ts";
import { hasActiveRun } from "#db/stores/run-read-store.ts";
import type { ApiContext } from "./api-context.ts";
import { businessDay } from "./business-day.ts";
import { requirePortfolio } from "./require-owned.ts";

/** Fields of a portfolio to change; absent ones stay, null empties those that may be empty. */
export type PortfolioPatch = Omit<PortfolioFieldsInput, "history_from">;

type ManageContext = Pick<ApiContext, "database" | "calendar" | "businessNow">;

/** Gives everything that is wrong, and then changes nothing. Errors: NOT_FOUND. */
export async function changePortfolio(
  context: ManageContext,
  userId: string,
  id: string,
  patch: PortfolioPatch,
): Promise<readonly ImportIssue[]> {
  const { api } = context.database;
  const current = await requirePortfolio(api.db, userId, id);
  const { fields, errors } = validatePortfolioFields(
    {
      portfolio_name: current.name,
      account_name: current.accountName,
      account_type: current.accountType,
      equity_balance: current.equityBalance,
      equity_as_of: current.equityAsOf,
      description: current.description,
      ...patch,
    },
    { ...businessDay(context), calendar: context.calendar },
  );
  if (fields === null) return errors;
  const sameEquity = compareDecimals(fields.equityBalance, current.equityBalance) === 0;
  const change: PortfolioChange = {
    name: fields.portfolioName,
    accountName: fields.accountName,
    accountType: fields.accountType,
    description: fields.description,
    ...(sameEquity ? {} : { equityBalance: fields.equityBalance }),
    ...(fields.equityAsOf === current.equityAsOf ? {} : { equityAsOf: fields.equityAsOf }),
  };
  try {
    await updatePortfolio(api.db, id, change);
    return [];
  } catch (error) {
    if (violatedUnique(error) !== "portfolios_owner_account_key") throw error;
    return [importError("ERR_PORT_001", { field: "account_name", found: fields.accountName })];
  }
}

/**
 * Deletes the portfolio with its lots, flows, results and runs. Errors: NOT_FOUND, RUN_ACTIVE (its results are being
 * written).
 */
export async function removePortfolio(
  context: Pick<ManageContext, "database">,
  userId: string,
  id: string,
): Promise<void> {
  await context.database.api.transaction("delete portfolio", async ({ db }) => {
    await requirePortfolio(db, userId, id);
    if (await hasActiveRun(db, id))
      throw new SigmaSightError("RUN_ACTIVE", "a run of this portfolio is active");
    await deletePortfolio(db, id);
  });
}
