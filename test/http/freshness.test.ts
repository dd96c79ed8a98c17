import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";

const LOTS = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
AAA,10,100,2025-01-06,,,,,,,
BBB,5,20,2025-01-07,,,,,,,
SOLD,5,20,2025-01-07,,,,,,2025-06-02,21
,1,2,2025-01-07,OPTIONS,UND,100,2026-06-19,CALL,,
,1,2,2025-01-07,OPTIONS,OLD,100,2025-06-20,CALL,,
HOUSE,1,500000,2025-01-06,PRIVATE,,,,,,
`;

let world: HttpWorld;
let owner: SignedInClient;
let admin: SignedInClient;
let held: string;
let empty: string;

beforeAll(async () => {
  world = await createHttpWorld();
  owner = await world.signUp("owner");
  admin = await world.signUp("admin", "admin");
  const create = async (account: string, text: string): Promise<string> => {
    const fields = { ...PORTFOLIO_FIELDS, account_name: account, csv_file: csvFile(text) };
    const { body } = await owner.send("/onboarding/create-portfolio", fields);
    return body.portfolio_id;
  };
  held = await create("held", LOTS);
  empty = await create("empty", "Symbol,Quantity,Entry Price Per Share,Entry Date\nCCC,1,1,2025-01-06\n");
  const { api } = world.database;
  const bar = (symbol: string, session: string) =>
    api.query("insert into market_data_cache (symbol, session, close, adj_close) values ($1, $2, 1, 1)", [
      symbol,
      session,
    ]);
  await bar("AAA", "2026-01-07");
  await bar("AAA", LAST_SESSION);
  await bar("UND", "2026-01-02");
  await api.query(
    `insert into symbol_universe (symbol, covered_from, covered_to, history_provider, dead_until) values
     ('AAA', '2025-01-06', '${LAST_SESSION}', 'files', null), ('UND', '2025-01-06', '2026-01-02', 'files', null),
     ('BBB', null, null, null, now() + interval '3 days')`,
  );
  const attempts = [
    {
      provider: "files",
      outcome: "failed",
      code: "PROVIDER_UNAVAILABLE",
      message: "no answer",
      durationMs: 1,
      bars: 0,
    },
    { provider: "other", outcome: "skipped", code: null, message: "gives no prices", durationMs: 0, bars: 0 },
  ];
  const fetched = (symbol: string, outcome: string, provider: string | null, at: string) =>
    api.query(
      `insert into provider_fetches (symbol, kind, outcome, provider, attempts, fetched_at) values ($1, 'history', $2, $3, $4, $5)`,
      [symbol, outcome, provider, JSON.stringify(attempts), at],
    );
  await fetched("AAA", "served", "files", "2026-01-08T21:40:00Z");
  await fetched("UND", "served", "files", "2026-01-02T21:40:00Z");
  await fetched("UND", "failed", null, "2026-01-08T21:41:00Z");
  await api.query(
    `insert into portfolio_snapshots (portfolio_id, run_id, method, as_of, nav, cash, long_exposure, short_exposure,
       gross_exposure, net_exposure, flow, dividends, realized_pnl, unrealized_pnl, daily_pnl, cumulative_return,
       position_count, unpriced_value)
     values ($1, gen_random_uuid(), 1, '2026-01-06', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0)`,
    [held],
  );
});
afterAll(() => world.close());

describe("a portfolio's freshness", () => {
  test("says how far its results reach and the prices of what it holds now", async () => {
    const { status, body } = await owner.get(`/portfolios/${held}/freshness`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      last_completed_session: LAST_SESSION,
      state: "behind",
      results_as_of: "2026-01-06",
      sessions_behind: 2,
      prices_as_of: "2026-01-02",
      symbols_held: 3,
      symbols_behind: 2,
      last_run: null,
    });
    expect(body.symbols.map(({ symbol, state }: Body) => [symbol, state])).toEqual([
      ["AAA", "current"],
      ["BBB", "dead"],
      ["UND", "behind"],
    ]);
  });

  test("says of a symbol who gave its prices and why the last fetch brought none", async () => {
    const { body } = await owner.get(`/portfolios/${held}/freshness`);
    expect(body.symbols[2]).toEqual({
      symbol: "UND",
      state: "behind",
      prices_as_of: "2026-01-02",
      sessions_behind: 4,
      covered_to: "2026-01-02",
      provider: "files",
      dead_until: null,
      last_fetch: {
        at: "2026-01-08T21:41:00.000Z",
        outcome: "failed",
        provider: null,
        error: {
          provider: "files",
          code: "PROVIDER_UNAVAILABLE",
          message: ERROR_CODES.PROVIDER_UNAVAILABLE.title,
        },
      },
    });
    expect(body.symbols[0].last_fetch).toMatchObject({ outcome: "served", error: null });
    expect(body.symbols[1]).toMatchObject({ prices_as_of: null, sessions_behind: null, last_fetch: null });
  });

  test("is that of nothing where nothing was computed", async () => {
    const { body } = await owner.get(`/portfolios/${empty}/freshness`);
    expect(body).toMatchObject({
      state: "none",
      results_as_of: null,
      sessions_behind: null,
      symbols_held: 1,
    });
  });
});

describe("the administrator's lists", () => {
  test("have every portfolio with its owner, page by page", async () => {
    const first = await admin.get("/admin/system/freshness/portfolios?limit=1");
    const second = await admin.get(
      `/admin/system/freshness/portfolios?limit=1&cursor=${first.body.next_cursor}`,
    );
    const rows = [...first.body.portfolios, ...second.body.portfolios];
    expect(new Set(rows.map(({ portfolio_id: id }) => id))).toEqual(new Set([held, empty]));
    expect(rows.map(({ owner_email: email }) => email)).toEqual(["owner@example.com", "owner@example.com"]);
    expect(second.body.next_cursor).toBeNull();
  });

  test("have every symbol that is held or that all need, by state", async () => {
    const symbols = async (query: string): Promise<string[]> => {
      const { body } = await admin.get(`/admin/system/freshness/symbols?${query}`);
      return body.symbols.map(({ symbol }: Body) => symbol);
    };
    expect(await symbols("state=behind")).toEqual(["UND"]);
    expect(await symbols("state=dead")).toEqual(["BBB"]);
    const without = await symbols("state=none");
    expect(without).toEqual(expect.arrayContaining(["CCC", "SPY", "^IRX"]));
    const all = await symbols("limit=500");
    expect(all).toEqual(expect.arrayContaining([...without, "AAA", "BBB", "UND"]));
    expect(all.filter((symbol) => ["SOLD", "OLD", "HOUSE"].includes(symbol))).toEqual([]);
  });
});
