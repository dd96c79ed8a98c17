import { afterAll, beforeAll, expect, test } from "vitest";
import { insertFetchRecords } from "#db/stores/fetch-store.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
let admin: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld();
  admin = await world.signUp("admin", "admin");
});
afterAll(() => world.close());

test("health says when each provider last answered or failed, and with what", async () => {
  const attempt = { durationMs: 1, bars: 0, code: null, message: null };
  const failed = { ...attempt, provider: "yahoo", outcome: "failed", code: "PROVIDER_UNAVAILABLE" };
  const history = { kind: "history", from: null, to: null, bars: 0 } as const;
  await insertFetchRecords(
    world.database.batch.db,
    [
      {
        ...history,
        symbol: "AAA",
        outcome: "served",
        provider: "tiingo",
        attempts: [
          { ...attempt, provider: "files", outcome: "skipped" },
          { ...failed, message: "yahoo fails (500)" },
          { ...attempt, provider: "tiingo", outcome: "served" },
        ],
      },
      {
        ...history,
        symbol: "BBB",
        outcome: "failed",
        provider: null,
        attempts: [{ ...failed, message: "yahoo fails (502)" }],
      },
    ],
    null,
  );
  const { status, body } = await admin.get("/admin/system/health");
  expect(status).toBe(200);
  expect(body.providers).toEqual([
    { provider: "synthetic", answered_at: null, failed_at: null, failure: null, circuit: null },
    { provider: "tiingo", answered_at: expect.any(String), failed_at: null, failure: null, circuit: null },
    {
      provider: "yahoo",
      answered_at: null,
      failed_at: expect.any(String),
      failure: { code: "PROVIDER_UNAVAILABLE", message: "yahoo fails (502)" },
      circuit: null,
    },
  ]);
});
