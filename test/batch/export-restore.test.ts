import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RestoreOptions, restoreArchive } from "#app/archive/restore-archive.ts";
import { type ArchiveScope, writeArchive } from "#app/archive/write-archive.ts";
import { OPERATOR } from "#app/audit.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { balanced13, hasBalanced13, openTestPlatform, type TestPlatform } from "#test/support/platform.ts";
import { differences, dumpTables } from "#test/support/table-dump.ts";

const LOTS = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
VUG,10.0000000001,100.10,2025-01-06,,,,,,,
VTV,-5,20.5000,2025-01-07,,,,,,,
QUAL,5,20,2025-01-07,,,,,,2025-06-02,21.25
,3,2.5,2025-01-08,OPTIONS,SPY,500.5,2026-12-18,CALL,,
`;
const EVERYTHING: ArchiveScope = { kind: "installation" };
const ADD: RestoreOptions = { replace: false, ownerEmail: null, dryRun: false };

async function exported(platform: TestPlatform, scope = EVERYTHING): Promise<string> {
  let text = "";
  await writeArchive(platform, scope, OPERATOR, (part) => {
    text += part;
  });
  return text;
}

const restore = (platform: TestPlatform, text: string | Buffer, options: Partial<RestoreOptions> = {}) =>
  restoreArchive(platform, Readable.from([Buffer.from(text)]), { ...ADD, ...options }, OPERATOR);

/** Without the head, which says when it was made, and the hash of all that follows from it. */
const body = (text: string) => text.split("\n").slice(1, -2);

let source: TestDatabase;
let origin: TestPlatform;
let archive: string;
let book: string;

beforeAll(async () => {
  source = await createTestDatabase();
  origin = await openTestPlatform(source.url, { concurrency: 0 });
  book = await origin.importPortfolio(Buffer.from(LOTS), { account: "büro", equity: "100000.010" });
  await origin.importPortfolio(
    Buffer.from("Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,1,500,2025-01-06\n"),
    {
      account: "other",
      equity: "5000",
      equityAsOf: "2025-01-03",
    },
  );
  await origin.rows(
    `insert into capital_flows (portfolio_id, flow_date, amount, note) values ($1, '2025-03-03', -1234.560, E'line one\\nline "two" – 漢字')`,
    [book],
  );
  await origin.rows(
    `insert into positions (portfolio_id, symbol, investment_class, quantity, entry_price, entry_date, mark, mark_date, basis_date)
     values ($1, 'HOUSE', 'PRIVATE', 1, 500000, '2025-01-06', 510000.50, '2025-12-31', '2026-01-08')`,
    [book],
  );
  await origin.rows(
    `insert into position_tags (position_id, portfolio_id, source, tag)
     select id, portfolio_id, s, s || ' tag' from positions, unnest('{user,sector}'::text[]) as s where symbol = 'VUG'`,
  );
  await origin.rows("update users set role = 'admin' where email = 'other@example.com'");
  await origin.rows(
    "insert into calendar_exceptions (exception_date, kind, note) values ('2025-04-01', 'closed', 'storm')",
  );
  archive = await exported(origin);
});
afterAll(async () => {
  await origin.close(500);
  await source.drop();
});

describe("an export", () => {
  it("has every fact with every digit, and nothing that is computed or secret", () => {
    const lines = archive
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ sigmasight_export: 1, market: "synthetic", scope: "installation" });
    const counts = lines.flatMap(({ end, count }) => (typeof count === "number" ? [[end, count]] : []));
    expect(Object.fromEntries(counts)).toEqual({
      accounts: 2,
      portfolios: 2,
      positions: 6,
      capital_flows: 1,
      position_tags: 1,
      import_findings: 0,
      calendar_exceptions: 1,
    });
    expect(lines.find(({ symbol }) => symbol === "VUG")).toMatchObject({
      quantity: "10.0000000001",
      entry_price: "100.10",
    });
    expect(lines.find(({ symbol }) => symbol === "HOUSE")).toMatchObject({ mark: "510000.50" });
    expect(lines.find(({ account_name: name }) => name === "büro")).toMatchObject({
      owner: "büro@example.com",
      equity_balance: "100000.010",
    });
    expect(archive).not.toMatch(/password|"market_value"|"nav"|sector tag/);
  });

  it("of one user or portfolio has theirs alone", async () => {
    const [user] = await origin.rows<{ id: string }>(
      "select id from users where email = 'other@example.com'",
    );
    const ofUser = await exported(origin, { kind: "user", userId: user!.id });
    const ofPortfolio = await exported(origin, { kind: "portfolio", portfolioId: book });
    expect(ofUser).not.toContain("büro");
    expect(ofUser).toContain('"account_name":"other"');
    expect(ofPortfolio).not.toContain("other@example.com");
    expect(ofPortfolio.match(/"account_name"/g)).toHaveLength(1);
    expect(ofPortfolio).not.toContain("storm");
  });
});

describe("a restored export", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  beforeEach(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url, { concurrency: 0 });
  });
  afterEach(async () => {
    await platform.close(500);
    await database.drop();
  });

  const counts = () =>
    platform.rows(
      `select (select count(*) from users) as users, (select count(*) from portfolios) as portfolios,
         (select count(*) from positions) as positions, (select count(*) from audit_log) as audited`,
    );

  it("gives the same export again, and a second time changes nothing", async () => {
    const first = await restore(platform, archive);
    expect(first).toMatchObject({
      accounts: ["büro@example.com", "other@example.com"],
      portfolios: { added: 2, replaced: 0, unchanged: 0 },
      positions: 6,
      flows: 1,
      tags: 1,
    });
    expect(body(await exported(platform))).toEqual(body(archive));
    const before = await platform.rows("select * from portfolios order by id");
    const second = await restore(platform, archive);
    expect(second).toMatchObject({
      accounts: [],
      portfolios: { added: 0, replaced: 0, unchanged: 2 },
      positions: 0,
      flows: 0,
    });
    expect(await platform.rows("select * from portfolios order by id")).toEqual(before);
  });

  it("is in the audit log with what was stored", async () => {
    await restore(platform, archive);
    const [entry] = await platform.rows<{ details: object }>(
      "select actor_role, via, action, details from audit_log where action = 'data.restore'",
    );
    expect(entry).toMatchObject({
      actor_role: "operator",
      via: "cli",
      details: { portfolios: { added: 2 }, positions: 6 },
    });
  });

  it("is tried without a trace", async () => {
    const before = await counts();
    expect(await restore(platform, archive, { dryRun: true })).toMatchObject({ portfolios: { added: 2 } });
    expect(await counts()).toEqual(before);
  });

  it("goes to another owner where it is said so", async () => {
    await platform.rows("insert into users (name, email) values ('New', 'new@example.com')");
    await restore(platform, archive, { ownerEmail: "new@example.com" });
    expect(
      await platform.rows(
        "select u.email, count(*)::int as n from portfolios p join users u on u.id = p.owner_id group by 1",
      ),
    ).toEqual([{ email: "new@example.com", n: 2 }]);
    expect(await platform.rows("select email from users")).toEqual([{ email: "new@example.com" }]);
  });

  it("does not go over other facts unless told to, and then takes their place", async () => {
    await restore(platform, archive);
    await platform.rows("update positions set quantity = 11 where symbol = 'VUG'");
    await platform.rows("delete from capital_flows");
    await expect(restore(platform, archive)).rejects.toMatchObject({
      code: "ARCHIVE_CONFLICT",
      message: expect.stringContaining("büro"),
    });
    const result = await restore(platform, archive, { replace: true });
    expect(result.portfolios).toEqual({ added: 0, replaced: 1, unchanged: 1 });
    expect(body(await exported(platform))).toEqual(body(archive));
    expect(
      await platform.rows("select account_name, facts_revision from portfolios order by facts_revision"),
    ).toEqual([
      { account_name: "other", facts_revision: 1 },
      { account_name: "büro", facts_revision: 2 },
    ]);
  });

  it("does not replace what a run is computing", async () => {
    await restore(platform, archive);
    await platform.rows("update positions set quantity = 11 where symbol = 'VUG'");
    await platform.runs.requestRun({ trigger: "admin", triggeredBy: "admin:test" });
    await expect(restore(platform, archive, { replace: true })).rejects.toMatchObject({ code: "RUN_ACTIVE" });
  });

  it("does not go where its ids or account names are another's", async () => {
    await platform.importPortfolio(Buffer.from(LOTS), { account: "büro", equity: "1" });
    const before = await counts();
    await expect(restore(platform, archive)).rejects.toMatchObject({
      code: "ARCHIVE_CONFLICT",
      message: expect.stringContaining('another portfolio with the account name "büro"'),
    });
    expect(await counts()).toEqual(before);
  });

  it("does not go into a database of the other market", async () => {
    await platform.rows("update system_settings set value = 'real' where key = 'market'");
    await expect(restore(platform, archive)).rejects.toMatchObject({ code: "MARKET_MISMATCH" });
  });

  it("is refused as a whole, with the line, where anything in it was changed", async () => {
    const lines = archive.trimEnd().split("\n");
    const at = lines.findIndex((line) => line.includes('"symbol":"VUG"'));
    const changed = (edit: (copy: string[]) => void) => {
      const copy = [...lines];
      edit(copy);
      return `${copy.join("\n")}\n`;
    };
    const cases: readonly (readonly [string, string | RegExp])[] = [
      [
        changed((copy) => (copy[at] = copy[at]!.replace("10.0000000001", "99.0000000001"))),
        /positions was changed/,
      ],
      [changed((copy) => copy.splice(at, 1)), /positions has 5 records, 6 were written/],
      [changed((copy) => copy.splice(at, 0, copy[at]!)), /positions has 7 records, 6 were written/],
      [changed((copy) => copy.splice(2, 0, copy.splice(3, 1)[0]!)), /accounts was changed/],
      [changed((copy) => (copy[0] = copy[0]!.replace("synthetic", "real"))), /the export was changed/],
      [changed((copy) => copy.pop()), /cut off/],
      [archive.slice(0, -1), /cut off/],
      [archive.slice(0, archive.length / 2), /cut off/],
      [`${archive}${lines[at]}\n`, /something follows the end/],
      [
        changed((copy) => (copy[0] = copy[0]!.replace('"sigmasight_export":1', '"sigmasight_export":2'))),
        /format 2/,
      ],
      [
        changed((copy) => (copy[0] = copy[0]!.replace(/"schema_version":\d+/, '"schema_version":9999'))),
        /schema 9999/,
      ],
      [changed((copy) => (copy[at] = copy[at]!.replace('"VUG"', "7"))), /positions: symbol is not text/],
      ["Symbol,Quantity\nVUG,1\n", /line 1: this is no line of an export/],
      ["", /the file is empty/],
    ];
    const before = await counts();
    for (const [text, message] of cases)
      await expect(restore(platform, text)).rejects.toMatchObject({
        code: "ARCHIVE_INVALID",
        message: expect.stringMatching(message),
      });
    expect(await counts()).toEqual(before);
  });

  it("is refused wherever one byte of it is another, and wherever it ends too early", async () => {
    const bytes = Buffer.from(archive);
    const before = await counts();
    for (let at = 0; at < bytes.length; at += 211) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ 1;
      await expect(restore(platform, flipped)).rejects.toMatchObject({ code: "ARCHIVE_INVALID" });
      await expect(restore(platform, bytes.subarray(0, at))).rejects.toMatchObject({
        code: "ARCHIVE_INVALID",
      });
    }
    expect(await counts()).toEqual(before);
  });
});

describe.skipIf(!hasBalanced13)("results of a restored export (need balanced-13.csv)", () => {
  it("are computed again to the same bits", async () => {
    const urls = [await createTestDatabase(), await createTestDatabase()];
    const [first, second] = [await openTestPlatform(urls[0]!.url), await openTestPlatform(urls[1]!.url)];
    try {
      await first.importPortfolio(balanced13(), { account: "book", equity: "5000000" });
      await first.importPortfolio(Buffer.from(LOTS), { account: "options", equity: "100000" });
      await restore(second, await exported(first));
      for (const platform of [first, second])
        expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
      expect(differences(await dumpTables(urls[0]!.url), await dumpTables(urls[1]!.url))).toEqual([]);
    } finally {
      await first.close(500);
      await second.close(500);
      for (const database of urls) await database.drop();
    }
  });
});
