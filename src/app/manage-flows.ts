import { addYears, isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type Decimal, decimalPlaces, signOf } from "#core/money/decimal.ts";
import { deleteFlow, type FlowRow, insertFlow } from "#db/stores/flow-store.ts";
import { bumpFactsRevision } from "#db/stores/portfolio-store.ts";
import type { ApiContext } from "./api-context.ts";
import { recordAudit, type UserActor } from "./audit.ts";
import { businessDay } from "./business-day.ts";
import { requirePortfolio } from "./require-owned.ts";

const MAX_DECIMALS = 10;
const MAX_AGE_YEARS = 100;

export interface NewFlow {
  readonly date: PlainDate;
  /** Exact decimal in USD: positive in, negative out. */
  readonly amount: Decimal;
  readonly note: string | null;
}

/** Errors: NOT_FOUND, VALIDATION. */
export async function addFlow(
  context: Pick<ApiContext, "database" | "calendar" | "businessNow">,
  by: UserActor,
  portfolioId: string,
  flow: NewFlow,
): Promise<FlowRow> {
  const { today } = businessDay(context);
  if (!isPlainDate(flow.date) || flow.date > today || flow.date < addYears(today, -MAX_AGE_YEARS))
    throw new SigmaSightError("VALIDATION", `date: a day up to ${today} is needed`);
  if (signOf(flow.amount) === 0) throw new SigmaSightError("VALIDATION", "amount: it is zero");
  if (decimalPlaces(flow.amount) > MAX_DECIMALS)
    throw new SigmaSightError("VALIDATION", `amount: more than ${MAX_DECIMALS} decimals`);
  return context.database.api.transaction("add flow", async ({ db }) => {
    await requirePortfolio(db, by.userId, portfolioId);
    await bumpFactsRevision(db, portfolioId);
    const stored = await insertFlow(db, portfolioId, flow);
    const details = { portfolioId, date: flow.date, amount: flow.amount, note: flow.note };
    await recordAudit(db, by, { action: "flow.add", subject: { kind: "flow", id: stored.id }, details });
    return stored;
  });
}

/** Errors: NOT_FOUND. */
export async function removeFlow(
  context: Pick<ApiContext, "database">,
  by: UserActor,
  portfolioId: string,
  flowId: string,
): Promise<void> {
  await context.database.api.transaction("remove flow", async ({ db }) => {
    await requirePortfolio(db, by.userId, portfolioId);
    await bumpFactsRevision(db, portfolioId);
    const flow = await deleteFlow(db, portfolioId, flowId);
    if (flow === null) throw new SigmaSightError("NOT_FOUND", "the portfolio has no such change of equity");
    const details = { portfolioId, date: flow.date, amount: flow.amount, note: flow.note };
    await recordAudit(db, by, { action: "flow.remove", subject: { kind: "flow", id: flowId }, details });
  });
}
