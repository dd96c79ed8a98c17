import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import {
  type PortfolioFields,
  type PortfolioFieldsInput,
  validatePortfolioFields,
} from "#core/import/validate-portfolio-fields.ts";
import { compareDecimals } from "#core/money/decimal.ts";
import { violatedUnique } from "#db/pg-errors.ts";
import {
  deletePortfolio,
  lockFacts,
  type PortfolioChange,
  type PortfolioRow,
  updatePortfolio,
} from "#db/stores/portfolio-store.ts";
import { hasActiveRun } from "#db/stores/run-read-store.ts";
import type { ApiContext } from "./api-context.ts";
import { changes, recordAudit, type UserActor } from "./audit.ts";
import { businessDay } from "./business-day.ts";
import { requirePortfolio } from "./require-owned.ts";

/** Fields of a portfolio to change; absent ones stay, null empties those that may be empty. */
export type PortfolioPatch = Omit<PortfolioFieldsInput, "history_from">;

type ManageContext = Pick<ApiContext, "database" | "calendar" | "businessNow">;

/**
 * Gives everything that is wrong, and then changes nothing. Of two changes at once the second starts from the first.
 * Errors: NOT_FOUND.
 */
export async function changePortfolio(
  context: ManageContext,
  by: UserActor,
  id: string,
  patch: PortfolioPatch,
): Promise<readonly ImportIssue[]> {
  try {
    return await context.database.api.transaction("change portfolio", async ({ db }) => {
      await requirePortfolio(db, by.userId, id);
      await lockFacts(db, id);
      const current = await requirePortfolio(db, by.userId, id);
      const { fields, errors } = validatePortfolioFields(
        { ...inputOf(current), ...patch },
        { ...businessDay(context), calendar: context.calendar },
      );
      if (fields === null) return errors;
      const change = changeOf(current, fields);
      await updatePortfolio(db, id, change);
      const details = changes(current, { ...current, ...change });
      await recordAudit(db, by, { action: "portfolio.change", subject: { kind: "portfolio", id }, details });
      return [];
    });
  } catch (error) {
    if (violatedUnique(error) !== "portfolios_owner_account_key") throw error;
    return [importError("ERR_PORT_001", { field: "account_name", found: String(patch.account_name).trim() })];
  }
}

function inputOf(current: PortfolioRow): PortfolioPatch {
  return {
    portfolio_name: current.name,
    account_name: current.accountName,
    account_type: current.accountType,
    equity_balance: current.equityBalance,
    equity_as_of: current.equityAsOf,
    description: current.description,
  };
}

/** The fields that differ; equity that is the same number in other words does not make results outdated. */
function changeOf(current: PortfolioRow, fields: PortfolioFields): PortfolioChange {
  return {
    ...(fields.portfolioName === current.name ? {} : { name: fields.portfolioName }),
    ...(fields.accountName === current.accountName ? {} : { accountName: fields.accountName }),
    ...(fields.accountType === current.accountType ? {} : { accountType: fields.accountType }),
    ...(fields.description === current.description ? {} : { description: fields.description }),
    ...(compareDecimals(fields.equityBalance, current.equityBalance) === 0
      ? {}
      : { equityBalance: fields.equityBalance }),
    ...(fields.equityAsOf === current.equityAsOf ? {} : { equityAsOf: fields.equityAsOf }),
  };
}

/**
 * Deletes the portfolio with its lots, flows, results and runs. Errors: NOT_FOUND, RUN_ACTIVE (its results are being
 * written).
 */
export async function removePortfolio(
  context: Pick<ManageContext, "database">,
  by: UserActor,
  id: string,
): Promise<void> {
  await context.database.api.transaction("delete portfolio", async ({ db }) => {
    const { name, accountName } = await requirePortfolio(db, by.userId, id);
    if (await hasActiveRun(db, id))
      throw new SigmaSightError("RUN_ACTIVE", "a run of this portfolio is active");
    await deletePortfolio(db, id);
    const details = { name, accountName };
    await recordAudit(db, by, { action: "portfolio.delete", subject: { kind: "portfolio", id }, details });
  });
}
