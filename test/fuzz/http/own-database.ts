import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { migrate } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import type { TestDatabase } from "#test/support/database.ts";
import { testLog } from "#test/support/test-log.ts";

/** A migrated database on a server of its own, which is gone after it. */
export async function openOwnDatabase(): Promise<TestDatabase> {
  const homeDir = mkdtempSync(path.join(tmpdir(), "sigmasight-fuzz-"));
  chmodSync(homeDir, 0o711); // as root the server runs as another user
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const server = await startEmbeddedPostgres({ homeDir, log: testLog(), settings });
  await migrate({ directUrl: server.url, directory: MIGRATIONS_DIRECTORY, log: testLog() });
  return {
    url: server.url,
    async drop() {
      await server.stop();
      rmSync(homeDir, { recursive: true, force: true });
    },
  };
}
