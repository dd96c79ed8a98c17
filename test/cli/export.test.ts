import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform } from "#test/support/platform.ts";
import { commandLine } from "./program.ts";

const POSITIONS = "Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,1.50,500,2025-01-06\n";

let source: TestDatabase;
let target: TestDatabase;
let folder: string;
beforeAll(async () => {
  [source, target] = [await createTestDatabase(), await createTestDatabase()];
  folder = mkdtempSync(path.join(os.tmpdir(), "sigmasight-export-"));
  const platform = await openTestPlatform(source.url, { concurrency: 0 });
  await platform.importPortfolio(Buffer.from(POSITIONS), { account: "book", equity: "1000" });
  await platform.close(500);
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

it("export and restore move the facts of an installation, and refuse a file that was cut off", async () => {
  const file = path.join(folder, "facts.jsonl");
  const from = { DATABASE_URL: source.url, SIGMASIGHT_PROVIDERS: "synthetic" };
  const to = { DATABASE_URL: target.url, SIGMASIGHT_PROVIDERS: "synthetic" };
  const made = await commandLine(["export", "--out", file], from);
  expect([made.status, made.stdout]).toEqual([0, `3 records are in ${file}\n`]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await commandLine(["export", "--out", file], from);
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("is there already")]);

  const cut = path.join(folder, "cut.jsonl");
  writeFileSync(cut, readFileSync(file).subarray(0, -100));
  const refused = await commandLine(["restore", cut], to);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("ARCHIVE_INVALID: ")]);

  const restored = await commandLine(["restore", file, "--json"], to);
  expect(restored.status).toBe(0);
  expect(JSON.parse(restored.stdout)).toMatchObject({
    dry_run: false,
    accounts: ["book@example.com"],
    portfolios: { added: 1, replaced: 0, unchanged: 0 },
    positions: 1,
  });
  const there = await commandLine(["export", "--out", "-", "--user", "book@example.com"], to);
  expect(there.stdout).toContain('"quantity":"1.50"');
});
