import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restoreArchive } from "#app/archive/restore-archive.ts";
import { OPERATOR } from "#app/audit.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let owner: SignedInClient;
let portfolio: string;
beforeAll(async () => {
  world = await createHttpWorld();
  owner = await world.signUp("owner");
  await world.signUp("other");
  const fields = { ...PORTFOLIO_FIELDS, csv_file: csvFile(TWO_LOTS) };
  portfolio = (await owner.send("/onboarding/create-portfolio", fields)).body.portfolio_id;
});
afterAll(() => world.close());

test("an owner gets the facts of a portfolio as a file that can be restored", async () => {
  const { status, headers, text } = await owner.get(`/portfolios/${portfolio}/export`);
  expect(status).toBe(200);
  expect(headers["content-type"]).toContain("application/x-ndjson");
  expect(headers["content-disposition"]).toBe(`attachment; filename="portfolio-${portfolio}.jsonl"`);
  expect(text).toContain('"quantity":"-5.0000000001"');
  expect(text).not.toContain("other@example.com");
  const restored = await restoreArchive(
    world.context,
    Readable.from([Buffer.from(text)]),
    { replace: false, ownerEmail: null, dryRun: true },
    OPERATOR,
  );
  expect(restored.portfolios).toEqual({ added: 0, replaced: 0, unchanged: 1 });
});

test("the audit log knows who took the facts away", async () => {
  const { headers } = await owner.get(`/portfolios/${portfolio}/export`);
  const { rows } = await world.database.api.query(
    "select actor_id, subject_kind, subject, details from audit_log where action = 'data.export' and request_id = $1",
    [headers["x-request-id"]],
  );
  expect(rows).toEqual([
    { actor_id: owner.userId, subject_kind: "portfolio", subject: portfolio, details: { records: 4 } },
  ]);
});
