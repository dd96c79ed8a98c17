import { ARCHIVE_FORMAT, type ArchiveRecord } from "#core/archive/archive-format.ts";
import { MIGRATIONS_DIRECTORY, readMigrationFiles } from "#db/migration-files.ts";
import {
  listArchiveAccounts,
  listArchiveCalendar,
  listArchivePortfolioIds,
  listArchivePortfolios,
  listArchiveRecords,
} from "#db/stores/archive-store.ts";
import type { Queryable } from "#db/types.ts";
import type { ApiContext } from "../api-context.ts";
import { type Actor, recordAudit } from "../audit.ts";
import { programVersion } from "../program-version.ts";
import { ArchiveHasher, type ArchiveHead } from "./archive-lines.ts";

/** Everything, what one user owns, or one portfolio. */
export type ArchiveScope =
  | { readonly kind: "installation" }
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "portfolio"; readonly portfolioId: string };

type ArchiveContext = Pick<ApiContext, "database" | "market">;

const PORTFOLIOS_AT_ONCE = 100;
const PER_PORTFOLIO = ["positions", "capital_flows", "position_tags", "import_findings"] as const;

/**
 * Writes the facts of a scope as one consistent state of the database, piece by piece, and notes it in the audit log.
 * Nothing that is computed and no secret is in it. Returns the number of records.
 */
export async function writeArchive(
  { database, market }: ArchiveContext,
  scope: ArchiveScope,
  by: Actor,
  write: (text: string) => Promise<void> | void,
): Promise<number> {
  const head: ArchiveHead = {
    sigmasight_export: ARCHIVE_FORMAT,
    program: programVersion(),
    schema_version: (await readMigrationFiles(MIGRATIONS_DIRECTORY)).at(-1)?.version ?? 0,
    exported_at: new Date().toISOString(),
    market,
    scope: scope.kind,
  };
  const filter = {
    ownerId: scope.kind === "user" ? scope.userId : null,
    portfolioId: scope.kind === "portfolio" ? scope.portfolioId : null,
  };
  // Accounts are no tenant's to read, so all of it is read by the program itself: whose it is was checked before.
  const records = await database.system.transaction(
    "export",
    async ({ db }) => {
      const hasher = new ArchiveHasher();
      await write(hasher.line(head));
      const accounts = await listArchiveAccounts(db, filter);
      let count = 0;
      const section = async (
        name: Parameters<ArchiveHasher["begin"]>[0],
        pages: AsyncIterable<readonly ArchiveRecord[]>,
      ) => {
        await write(hasher.begin(name));
        for await (const page of pages) {
          count += page.length;
          if (page.length > 0) await write(page.map((record) => hasher.record(record)).join(""));
        }
        await write(hasher.end(name));
      };
      await section("accounts", once(accounts.map(({ record }) => record)));
      const emailOf = new Map(accounts.map(({ id, record }) => [id, record.email as string]));
      await section(
        "portfolios",
        paged(db, filter, async (ids) =>
          (await listArchivePortfolios(db, ids)).map((record) => ({
            ...record,
            owner: emailOf.get(record.owner as string) ?? null,
          })),
        ),
      );
      for (const name of PER_PORTFOLIO)
        await section(
          name,
          paged(db, filter, (ids) => listArchiveRecords(db, name, ids)),
        );
      const whole = scope.kind === "installation";
      await section("calendar_exceptions", once(whole ? await listArchiveCalendar(db) : []));
      await write(hasher.close());
      return count;
    },
    { isolation: "repeatable read", readOnly: true },
  );
  const id = filter.portfolioId ?? filter.ownerId ?? "all";
  await recordAudit(database.system.db, by, {
    action: "data.export",
    subject: { kind: scope.kind, id },
    details: { records },
  });
  return records;
}

async function* once<T>(records: readonly T[]): AsyncGenerator<readonly T[]> {
  yield records;
}

async function* paged(
  db: Queryable,
  filter: { readonly ownerId: string | null; readonly portfolioId: string | null },
  read: (ids: readonly string[]) => Promise<readonly ArchiveRecord[]>,
): AsyncGenerator<readonly ArchiveRecord[]> {
  for (let after: string | null = null; ; ) {
    const ids = await listArchivePortfolioIds(db, filter, after, PORTFOLIOS_AT_ONCE);
    if (ids.length > 0) yield await read(ids);
    if (ids.length < PORTFOLIOS_AT_ONCE) return;
    after = ids.at(-1) ?? null;
  }
}
