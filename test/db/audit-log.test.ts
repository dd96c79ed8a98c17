import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changes, PROGRAM, recordAudit } from "#app/audit.ts";
import { createDatabase } from "#db/pools.ts";
import { type AuditFilter, listAuditEntries } from "#db/stores/audit-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { testLog } from "#test/support/test-log.ts";

const ALL: AuditFilter = {
  since: null,
  until: null,
  actorId: null,
  action: null,
  subject: null,
  beforeId: null,
  limit: 100,
};
const OWNER = "11111111-1111-4111-8111-111111111111";
const owner = { userId: OWNER, role: "user", via: "api", requestId: "r-1", ipAddress: "10.0.0.1" } as const;

let testDatabase: TestDatabase;
let database: AppDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await createDatabase({
    url: testDatabase.url,
    apiPoolSize: 2,
    batchPoolSize: 1,
    applicationName: "test",
    log: testLog(),
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const list = (filter: Partial<AuditFilter> = {}) => listAuditEntries(database.api.db, { ...ALL, ...filter });

describe("the audit log", () => {
  beforeEach(async () => {
    await database.api.query(
      "alter table audit_log disable trigger user; delete from audit_log; alter table audit_log enable trigger user",
    );
  });

  it("keeps who did what, to what, why and from where", async () => {
    await recordAudit(database.api.db, owner, {
      action: "run.cancel",
      subject: { kind: "run", id: "run-1" },
      reason: "wrong prices",
      details: changes({ status: "running", to: "x" }, { status: "cancelling", to: "x" }),
    });
    expect(await list()).toEqual([
      {
        id: expect.any(Number),
        at: expect.any(Date),
        actorId: OWNER,
        actorEmail: null,
        actorRole: "user",
        via: "api",
        action: "run.cancel",
        subjectKind: "run",
        subject: "run-1",
        reason: "wrong prices",
        details: { status: ["running", "cancelling"] },
        requestId: "r-1",
        ipAddress: "10.0.0.1",
      },
    ]);
  });

  it("has no entry of a deed that was rolled back", async () => {
    const failed = database.api.transaction("deed", async ({ db }) => {
      await recordAudit(db, PROGRAM, { action: "run.request", subject: { kind: "run", id: "run-2" } });
      throw new Error("the deed failed");
    });
    await expect(failed).rejects.toThrow("the deed failed");
    expect(await list()).toEqual([]);
  });

  it("is read by actor, area, action and subject, newest first, in pages", async () => {
    for (const action of ["run.request", "run.cancel", "flow.add"] as const)
      await recordAudit(database.api.db, action === "flow.add" ? PROGRAM : owner, {
        action,
        subject: { kind: "any", id: action },
      });
    const actions = async (filter: Partial<AuditFilter>) => (await list(filter)).map(({ action }) => action);
    expect(await actions({ action: "run." })).toEqual(["run.cancel", "run.request"]);
    expect(await actions({ action: "run.cancel" })).toEqual(["run.cancel"]);
    expect(await actions({ action: "run" })).toEqual([]);
    expect(await actions({ actorId: OWNER })).toEqual(["run.cancel", "run.request"]);
    expect(await actions({ subject: "flow.add" })).toEqual(["flow.add"]);
    const [first] = await list({ limit: 1 });
    expect(await actions({ beforeId: first!.id })).toEqual(["run.cancel", "run.request"]);
  });

  const RETAINING = "set local sigmasight.audit_retention = 'on'";

  it.each([
    ["an update", ["update audit_log set reason = 'other'"]],
    ["an update during retention", [RETAINING, "update audit_log set reason = 'other'"]],
    ["a delete", ["delete from audit_log"]],
    ["a truncate", ["truncate audit_log"]],
    ["a truncate during retention", [RETAINING, "truncate audit_log"]],
    ["a delete of the last 30 days during retention", [RETAINING, "delete from audit_log"]],
  ])("refuses %s, whoever asks", async (_what, statements) => {
    await recordAudit(database.api.db, owner, { action: "flow.add", subject: { kind: "flow", id: "1" } });
    const changed = database.api.transaction("change", async ({ client }) => {
      for (const statement of statements) await client.query(statement);
    });
    await expect(changed).rejects.toThrow("audit_log is append-only");
    expect(await list()).toHaveLength(1);
  });

  it("lets retention take what is old", async () => {
    await database.api.query(
      `insert into audit_log (at, actor_role, via, action, subject_kind, subject)
       select now() - days * interval '1 day', 'program', 'program', 'run.request', 'run', 'r' from unnest('{31, 40}'::int[]) as days`,
    );
    await database.api.transaction("retention", async ({ client }) => {
      await client.query(RETAINING);
      await client.query("delete from audit_log where at < now() - interval '35 days'");
    });
    expect(await list()).toHaveLength(1);
  });
});
