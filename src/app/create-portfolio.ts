import { createHash } from "node:crypto";
import { type ImportIssue, importError } from "#core/import/import-issue.ts";
import {
  type PortfolioFieldsInput,
  validatePortfolioFields,
} from "#core/import/validate-portfolio-fields.ts";
import { compareDecimals } from "#core/money/decimal.ts";
import { type ImportFinding, replaceImportFindings } from "#db/stores/import-finding-store.ts";
import { findPortfolioOfAccount, insertPortfolio } from "#db/stores/portfolio-store.ts";
import { insertPositions } from "#db/stores/position-store.ts";
import type { ApiContext } from "./api-context.ts";
import { type Actor, recordAudit } from "./audit.ts";
import { businessDay } from "./business-day.ts";
import { readImport, type UploadedFile } from "./read-import.ts";

export interface CreatePortfolioRequest {
  readonly ownerId: string;
  readonly by: Actor;
  readonly fields: PortfolioFieldsInput;
  /** The request's column mapping, as JSON text. */
  readonly mapping: unknown;
  /** Absent when the request had none. */
  readonly file: UploadedFile | null;
}

export interface StoredPortfolio {
  readonly id: string;
  readonly name: string;
  readonly accountName: string;
  readonly accountType: string;
  /** Exact decimal, USD. */
  readonly equityBalance: string;
  readonly positionsTotal: number;
}

export type CreatePortfolioResult =
  | {
      readonly outcome: "created";
      readonly portfolio: StoredPortfolio;
      readonly warnings: readonly ImportIssue[];
    }
  /** The same request was answered before; nothing was stored now. */
  | { readonly outcome: "existing"; readonly portfolio: StoredPortfolio }
  /** Everything that is wrong, at once; nothing was stored. */
  | { readonly outcome: "rejected"; readonly errors: readonly ImportIssue[] };

type CreateContext = Pick<ApiContext, "database" | "calendar" | "businessNow">;

/**
 * Stores a portfolio, its lots and the import's warnings in one transaction, after every field and cell was found
 * right. Idempotent: the same owner, account name, file (SHA-256) and equity again give the same portfolio; anything
 * else under a used account name is ERR_PORT_001. Nothing is computed; that takes a run.
 */
export async function createPortfolio(
  context: CreateContext,
  request: CreatePortfolioRequest,
): Promise<CreatePortfolioResult> {
  const day = businessDay(context);
  const checked = validatePortfolioFields(request.fields, { ...day, calendar: context.calendar });
  const { file } = request;
  if (file === null) {
    const missing = importError("ERR_CSV_002", { field: "csv_file", detail: "no file was sent" });
    return { outcome: "rejected", errors: [...checked.errors, missing] };
  }
  const imported = readImport(context, file, request.mapping, checked.fields?.historyFrom ?? null);
  const errors = [...checked.errors, ...imported.errors];
  if (checked.fields === null || errors.length > 0) return { outcome: "rejected", errors };

  const { fields } = checked;
  const fileSha256 = createHash("sha256").update(file.bytes).digest("hex");
  const { positions, warnings } = imported;
  const id = await context.database.api.transaction("create portfolio", async ({ db }) => {
    const portfolioId = await insertPortfolio(db, {
      ownerId: request.ownerId,
      name: fields.portfolioName,
      accountName: fields.accountName,
      accountType: fields.accountType,
      description: fields.description,
      equityBalance: fields.equityBalance,
      equityAsOf: fields.equityAsOf,
      fileSha256,
    });
    if (portfolioId === null) return null;
    const stated = positions.map((position) => ({ ...position, basisDate: day.today }));
    const ids = await insertPositions(db, portfolioId, stated);
    const idOfLine = new Map(positions.map(({ line }, index) => [line, ids[index]]));
    await replaceImportFindings(db, portfolioId, importFindings(warnings, idOfLine, portfolioId));
    await recordAudit(db, request.by, {
      action: "portfolio.create",
      subject: { kind: "portfolio", id: portfolioId },
      details: { accountName: fields.accountName, positions: positions.length, fileSha256 },
    });
    return portfolioId;
  });
  if (id === null) return existingOrConflict(context, request.ownerId, fields, fileSha256);
  const portfolio = {
    id,
    name: fields.portfolioName,
    accountName: fields.accountName,
    accountType: fields.accountType,
    equityBalance: fields.equityBalance,
    positionsTotal: positions.length,
  };
  return { outcome: "created", portfolio, warnings };
}

async function existingOrConflict(
  context: CreateContext,
  ownerId: string,
  fields: { readonly accountName: string; readonly equityBalance: string },
  fileSha256: string,
): Promise<CreatePortfolioResult> {
  const { accountName } = fields;
  const existing = await findPortfolioOfAccount(context.database.api.db, ownerId, accountName);
  const same =
    existing !== null &&
    existing.fileSha256 === fileSha256 &&
    compareDecimals(existing.equityBalance, fields.equityBalance) === 0;
  if (same) return { outcome: "existing", portfolio: { ...existing, accountName } };
  const conflict = importError("ERR_PORT_001", { field: "account_name", found: accountName });
  return { outcome: "rejected", errors: [conflict] };
}

/** One finding for each code and lot, as the findings table's key wants it; what is about no line is the portfolio's. */
function importFindings(
  warnings: readonly ImportIssue[],
  idOfLine: ReadonlyMap<number, string | undefined>,
  portfolioId: string,
): readonly ImportFinding[] {
  const byKey = new Map<string, ImportFinding>();
  for (const { code, row, message } of warnings) {
    const subject = (row === null ? undefined : idOfLine.get(row)) ?? portfolioId;
    const text = row === null ? message : `Line ${row}: ${message}`;
    const key = `${subject} ${code}`;
    const before = byKey.get(key);
    byKey.set(key, { subject, code, message: before === undefined ? text : `${before.message} ${text}` });
  }
  return Array.from(byKey.values());
}
