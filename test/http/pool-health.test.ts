import { afterAll, beforeAll, expect, test } from "vitest";
import { longTransactions } from "#app/long-transactions.ts";
import { createDatabase } from "#db/pools.ts";
import { reached } from "#test/support/pooler.ts";
import { testLog } from "#test/support/test-log.ts";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
let admin: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld();
  admin = await world.signUp("admin", "admin");
});
afterAll(() => world.close());

test("health names who holds a connection of this process, and since when", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = world.database.batch.transaction("unit risk-analytics", () => promise);
  const { status, body } = await admin.get("/admin/system/health");
  resolve();
  await work;
  expect(status).toBe(200);
  const batch = body.database.pools.find(({ name }: Body) => name === "batch");
  expect(batch.in_use).toBe(1);
  expect(batch.holders).toEqual([
    {
      label: "unit risk-analytics",
      since: expect.any(String),
      held_ms: expect.any(Number),
      is_long: false,
    },
  ]);
  const age = Date.now() - Date.parse(batch.holders[0].since);
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThan(60_000);
});

test("health names long transactions of any process, what they wait for, and shows no value", async () => {
  const elsewhere = await createDatabase({
    ...reached(world.database.directUrl),
    apiPoolSize: 1,
    batchPoolSize: 2,
    applicationName: "sigmasight",
    longHoldMs: 1,
    log: testLog(),
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holder = elsewhere.batch.transaction("holder", async ({ client }) => {
    await client.query("lock table system_settings");
    locked.resolve();
    await promise;
  });
  await locked.promise;
  const waiter = elsewhere.batch.transaction("waiter", ({ client }) =>
    client.query("update system_settings set value = 'secret-4711' where key = 'none'"),
  );
  const seen = async () => {
    const rows = await longTransactions({ database: elsewhere }, 0);
    return rows.filter(({ application }) => application === "sigmasight batch");
  };
  try {
    let rows = await seen();
    const blocked = () =>
      rows.find(({ blockedBy, waitsFor }) => blockedBy.length > 0 && waitsFor?.startsWith("Lock"));
    // The locks are looked at later than the sessions: for a moment one is blocked by its locks and idle by its state.
    while (rows.length < 2 || blocked() === undefined) rows = await seen();
    const waiting = blocked();
    expect(waiting).toMatchObject({
      state: "active",
      waitsFor: "Lock: relation",
      statement: "update system_settings set value = ? where key = ?",
    });
    expect(rows.map(({ pid }) => pid)).toContain(waiting?.blockedBy[0]);
  } finally {
    resolve();
    await Promise.allSettled([holder, waiter]);
    await elsewhere.close();
  }
});
