import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { migrate } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { configDocument } from "./config-document.ts";
import { errorDocument } from "./error-document.ts";
import { methodsDocument } from "./methods-document.ts";
import { readProofTable } from "./proof-table.ts";
import { readSchema, schemaDocument } from "./schema-document.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

write("docs/errors.md", errorDocument());
write("docs/config.md", configDocument());
const methods = "docs/methods/README.md";
write(methods, methodsDocument(readProofTable(readFileSync(path.join(ROOT, methods), "utf8"))));
write("docs/schema.md", await schemaText());

function write(file: string, text: string): void {
  writeFileSync(path.join(ROOT, file), text);
  console.log(`wrote ${file}`);
}

/** Migrates an empty embedded database, which is gone afterwards, and describes it. */
async function schemaText(): Promise<string> {
  const homeDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-docs-"));
  chmodSync(homeDir, 0o711); // as root the server runs as another user
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const server = await startEmbeddedPostgres({ homeDir, log });
  try {
    await migrate({ directUrl: server.url, directory: MIGRATIONS_DIRECTORY, log });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const tables = await readSchema(client);
    await client.end();
    return schemaDocument(tables);
  } finally {
    await server.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}
