import { isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { IMPORT_COLUMNS, type ImportField } from "#core/import/import-columns.ts";
import type { ImportIssue } from "#core/import/import-issue.ts";
import type { PositionsFile } from "#core/import/positions-file.ts";
import { validatePositions } from "#core/import/validate-positions.ts";
import { type Decimal, decimalPlaces, signOf } from "#core/money/decimal.ts";
import { bumpFactsRevision, lockFacts } from "#db/stores/portfolio-store.ts";
import {
  deletePosition,
  insertPositions,
  type NewPosition,
  type PositionRow,
  updatePosition,
} from "#db/stores/position-store.ts";
import type { ApiContext } from "./api-context.ts";
import { changes, recordAudit, type UserActor } from "./audit.ts";
import { businessDay } from "./business-day.ts";
import { requirePortfolio, requirePosition } from "./require-owned.ts";

/** A lot's fields as text, by the names of the import; the same rules hold. */
export type PositionFields = Partial<Readonly<Record<ImportField, string>>>;

/** The last known price of a private holding; null takes it away. */
export interface MarkChange {
  readonly mark: Decimal | null;
  readonly markDate: PlainDate | null;
}

export type PositionResult =
  | { readonly outcome: "stored"; readonly id: string; readonly warnings: readonly ImportIssue[] }
  | { readonly outcome: "rejected"; readonly errors: readonly ImportIssue[] };

type ManageContext = Pick<ApiContext, "database" | "calendar" | "businessNow">;

/** Adds a lot. Everything wrong with it comes at once, and then nothing is stored. Errors: NOT_FOUND. */
export async function addPosition(
  context: ManageContext,
  by: UserActor,
  portfolioId: string,
  fields: PositionFields,
): Promise<PositionResult> {
  const { api } = context.database;
  await requirePortfolio(api.db, by.userId, portfolioId);
  const checked = checkLot(context, fields);
  if (checked.position === null) return { outcome: "rejected", errors: checked.errors };
  const { position, warnings } = checked;
  const id = await api.transaction("add position", async ({ db }) => {
    await bumpFactsRevision(db, portfolioId);
    const { today } = businessDay(context);
    const lot = { ...position, basisDate: today, line: null };
    const [lotId] = (await insertPositions(db, portfolioId, [lot])) as [string];
    const details = { portfolioId, ...statedOf(lot) };
    await recordAudit(db, by, { action: "position.add", subject: { kind: "position", id: lotId }, details });
    return lotId;
  });
  return { outcome: "stored", id, warnings };
}

/** Changes the given fields of a lot; what results must be as valid as an import. Errors: NOT_FOUND, VALIDATION. */
export async function changePosition(
  context: ManageContext,
  by: UserActor,
  id: string,
  fields: PositionFields,
  mark: MarkChange | null,
): Promise<PositionResult> {
  return context.database.api.transaction("change position", async ({ db }) => {
    const { portfolioId } = await requirePosition(db, by.userId, id);
    await lockFacts(db, portfolioId);
    const current = await requirePosition(db, by.userId, id);
    // A lot of unknown cost has no price to check; it keeps its state until one is given.
    const costUnknown = current.entryPrice === null && fields.entry_price === undefined;
    const checked = checkLot(context, {
      ...fieldsOf(current),
      ...(costUnknown ? { entry_price: "1" } : {}),
      ...fields,
    });
    if (checked.position === null) return { outcome: "rejected", errors: checked.errors };
    const next = {
      ...checked.position,
      ...(costUnknown ? { entryPrice: null } : {}),
      ...checkMark(context, current, checked.position, mark),
      basisDate: isStatedAnew(fields) ? businessDay(context).today : current.basisDate,
    };
    await bumpFactsRevision(db, portfolioId);
    await updatePosition(db, id, next);
    const details = { portfolioId, ...changes(statedOf(current), statedOf(next)) };
    await recordAudit(db, by, { action: "position.change", subject: { kind: "position", id }, details });
    return { outcome: "stored", id, warnings: checked.warnings };
  });
}

/**
 * Fields that say anew how a lot is stated. Closing it does not: its quantity stays as it was stated, and an exit price
 * after the basis date is raw anyway.
 */
const ON_SHARE_BASIS = [
  "quantity",
  "entry_price",
  "entry_date",
  "strike_price",
] as const satisfies readonly ImportField[];

function isStatedAnew(fields: PositionFields): boolean {
  return ON_SHARE_BASIS.some((field) => fields[field] !== undefined);
}

/** Errors: NOT_FOUND. */
export async function removePosition(
  context: Pick<ManageContext, "database">,
  by: UserActor,
  id: string,
): Promise<void> {
  await context.database.api.transaction("remove position", async ({ db }) => {
    const position = await requirePosition(db, by.userId, id);
    const { portfolioId } = position;
    await bumpFactsRevision(db, portfolioId);
    await deletePosition(db, id);
    const details = { portfolioId, ...statedOf(position) };
    await recordAudit(db, by, { action: "position.remove", subject: { kind: "position", id }, details });
  });
}

/** What is stated of a lot, for the audit log. */
function statedOf({ symbol, quantity, entryPrice, entryDate, exitDate, exitPrice, ...lot }: Stated): object {
  const { mark, markDate, option } = lot;
  return { symbol, quantity, entryPrice, entryDate, exitDate, exitPrice, mark, markDate, option };
}

type Stated = Omit<NewPosition, "line" | "basisDate">;

interface CheckedLot {
  readonly position: Omit<NewPosition, "line" | "basisDate"> | null;
  readonly errors: readonly ImportIssue[];
  readonly warnings: readonly ImportIssue[];
}

/** The import's rules on one lot; its issues are about fields, not about a line of a file. */
function checkLot(context: ManageContext, fields: PositionFields): CheckedLot {
  const file: PositionsFile = {
    format: "sigmasight",
    header: IMPORT_COLUMNS.map(({ column }) => column),
    columns: new Map(IMPORT_COLUMNS.map(({ field }, index) => [field, index])),
    records: [{ line: 1, cells: IMPORT_COLUMNS.map(({ field }) => fields[field] ?? "") }],
    errors: [],
  };
  const { today } = businessDay(context);
  const result = validatePositions(file, { today, calendar: context.calendar, historyFrom: null });
  const ofField = (issue: ImportIssue): ImportIssue => ({ ...issue, row: null, column: null });
  return {
    position: result.errors.length > 0 ? null : (result.positions[0] ?? null),
    errors: result.errors.map(ofField),
    warnings: result.warnings.map(ofField),
  };
}

function fieldsOf(position: PositionRow): PositionFields {
  const { option } = position;
  return {
    // An option's symbol follows from its terms, so that changing a term does not contradict it.
    symbol: option === null ? position.symbol : "",
    quantity: position.quantity,
    entry_price: position.entryPrice ?? "",
    entry_date: position.entryDate,
    investment_class: position.investmentClass,
    investment_subtype: position.investmentSubtype ?? "",
    underlying_symbol: option?.underlying ?? "",
    strike_price: option?.strike ?? "",
    expiration_date: option?.expiration ?? "",
    option_type: option?.type ?? "",
    exit_date: position.exitDate ?? "",
    exit_price: position.exitPrice ?? "",
  };
}

/** Errors: VALIDATION. */
function checkMark(
  context: ManageContext,
  current: PositionRow,
  next: Pick<NewPosition, "investmentClass">,
  change: MarkChange | null,
): Pick<NewPosition, "mark" | "markDate"> {
  if (change === null) return { mark: current.mark, markDate: current.markDate };
  const { mark, markDate } = change;
  const refuse = (message: string) => new SigmaSightError("VALIDATION", message);
  if ((mark === null) !== (markDate === null)) throw refuse("mark and mark_date go together");
  if (mark === null || markDate === null) return { mark: null, markDate: null };
  if (next.investmentClass !== "PRIVATE") throw refuse("only a private holding has a mark");
  const { today } = businessDay(context);
  if (!isPlainDate(markDate) || markDate > today) throw refuse(`mark_date: a day up to ${today} is needed`);
  if (signOf(mark) < 0 || decimalPlaces(mark) > 10)
    throw refuse("mark: a number of 0 or more, with at most 10 decimals, is needed");
  return { mark, markDate };
}
