import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OPERATOR } from "#app/audit.ts";
import { importPrices } from "#app/import-prices.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/platform.ts";

let database: TestDatabase;
let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(os.tmpdir(), "sigmasight-prices-"));
  platform = await openTestPlatform(database.url, {
    providers: ["files"],
    pricesDir: folder,
    concurrency: 0,
  });
});
afterAll(async () => {
  await platform.close(500);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

it("imported price files are in the audit log where they change something, and not where they do not", async () => {
  const write = (close: number) =>
    writeFileSync(
      path.join(folder, "AAA.csv"),
      `Date,Open,High,Low,Close,Adj Close,Volume\n2026-01-07,1,1,1,1,1,1\n2026-01-08,1,2,1,${close},${close},1\n`,
    );
  const load = () =>
    importPrices(platform, folder, {
      by: OPERATOR,
      signal: new AbortController().signal,
      onSeries: () => undefined,
    });
  write(1.5);
  await load();
  await load();
  write(1.6);
  await load();
  expect(
    await platform.rows(
      "select actor_role, action, subject_kind, subject, details from audit_log order by id",
    ),
  ).toEqual(
    [1, 2].map(() => ({
      actor_role: "operator",
      action: "prices.import",
      subject_kind: "symbol",
      subject: "AAA",
      details: { bars: 2, from: "2026-01-07", to: "2026-01-08" },
    })),
  );
});
