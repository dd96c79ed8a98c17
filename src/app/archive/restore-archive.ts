import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { MIGRATIONS_DIRECTORY, readMigrationFiles } from "#db/migration-files.ts";
import { sqlState } from "#db/pg-errors.ts";
import {
  clearDifferent,
  compareStaged,
  createStaging,
  hasActiveRunOfDifferent,
  indexStaging,
  insertStaged,
  insertStagedAccounts,
  listDifferentAccounts,
  listStagedConflicts,
  restoreCalendar,
  storeStaged,
  updateStagedOwner,
} from "#db/stores/restore-store.ts";
import type { Transaction } from "#db/types.ts";
import type { ApiContext } from "../api-context.ts";
import { type Actor, recordAudit } from "../audit.ts";
import { findMarket } from "../fix-market.ts";
import { type ArchiveSummary, readArchive } from "./read-archive.ts";

export interface RestoreOptions {
  /** Puts facts of the export in place of other ones of the same portfolio. */
  readonly replace: boolean;
  /** Gives every portfolio to the user of this address, whoever had it. */
  readonly ownerEmail: string | null;
  /** Does everything and takes it back. */
  readonly dryRun: boolean;
}

export interface Restored {
  readonly exportedAt: string;
  readonly records: number;
  /** Addresses of accounts that were made; they have no password yet. */
  readonly accounts: readonly string[];
  readonly portfolios: {
    readonly added: number;
    readonly replaced: number;
    /** The same as in the export. */
    readonly unchanged: number;
  };
  readonly positions: number;
  readonly flows: number;
  readonly tags: number;
}

class TakenBack extends Error {
  readonly restored: Restored;
  constructor(restored: Restored) {
    super("a trial is taken back");
    this.restored = restored;
  }
}

/** Refused by a key or a check of the database. */
const REFUSED = /^23/;

/**
 * Stores the facts of an export, all or nothing: hashes, form and versions are checked on the way, and only the commit
 * makes anything visible. The same export again changes nothing. Errors: ARCHIVE_INVALID, ARCHIVE_CONFLICT,
 * MARKET_MISMATCH, RUN_ACTIVE.
 */
export async function restoreArchive(
  { database }: Pick<ApiContext, "database">,
  bytes: AsyncIterable<Buffer>,
  options: RestoreOptions,
  by: Actor,
): Promise<Restored> {
  const schemaVersion = (await readMigrationFiles(MIGRATIONS_DIRECTORY)).at(-1)?.version ?? 0;
  const market = await findMarket(database);
  try {
    return await database.batch.transaction("restore", async (tx) => {
      await createStaging(tx.db);
      const read = await readArchive(bytes, {
        schemaVersion,
        onRecords: (section, records) => insertStaged(tx.db, section, records),
      });
      if (market !== null && market !== read.head.market)
        throw new SigmaSightError(
          "MARKET_MISMATCH",
          `the export is of the ${read.head.market} market, this database holds the ${market} one`,
        );
      const restored = await storeAll(tx, read, options);
      await recordAudit(tx.db, by, {
        action: "data.restore",
        subject: { kind: "export", id: read.head.exported_at },
        details: { ...restored, replace: options.replace, ownerEmail: options.ownerEmail },
      });
      if (options.dryRun) throw new TakenBack(restored);
      return restored;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.restored;
    if (REFUSED.test(sqlState(error) ?? ""))
      throw new SigmaSightError("ARCHIVE_CONFLICT", (error as Error).message, { cause: error });
    throw error;
  }
}

async function storeAll(
  { db }: Transaction,
  { head, records }: ArchiveSummary,
  options: RestoreOptions,
): Promise<Restored> {
  await indexStaging(db);
  if (options.ownerEmail !== null) await updateStagedOwner(db, options.ownerEmail);
  const accounts = await insertStagedAccounts(db);
  const conflicts = await listStagedConflicts(db);
  if (conflicts.length > 0) throw new SigmaSightError("ARCHIVE_CONFLICT", conflicts.join("\n"));
  const { new: added, same, different } = await compareStaged(db);
  if (different > 0) {
    if (!options.replace)
      throw new SigmaSightError(
        "ARCHIVE_CONFLICT",
        `other facts are stored of ${(await listDifferentAccounts(db)).join(", ")}`,
      );
    if (await hasActiveRunOfDifferent(db))
      throw new SigmaSightError("RUN_ACTIVE", "a run writes results of a portfolio that would be replaced");
    await clearDifferent(db);
  }
  const stored = await storeStaged(db);
  const days = await restoreCalendar(db);
  if (days.length > 0)
    throw new SigmaSightError("ARCHIVE_CONFLICT", `the calendar has other exceptions on ${days.join(", ")}`, {
      hint: "Nothing was stored. Set the calendar's exceptions right by hand first.",
    });
  const portfolios = { added, replaced: different, unchanged: same };
  return { exportedAt: head.exported_at, records, accounts, portfolios, ...stored };
}
