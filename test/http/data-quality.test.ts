import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";
import { storeResults } from "./support/stored-results.ts";

// Lots: AAA has a close and a loading, CCC a close of six days before, BBB nothing; AAA is a private holding's name, too.
const LOTS = `${HEADER},Investment Class
AAA,10,100.10,2025-01-06,PUBLIC
BBB,-5,20,2025-01-07,PUBLIC
CCC,2,30,2025-01-07,PUBLIC
AAA,1,5000,2025-01-07,PRIVATE
HOUSE,1,5000,2025-01-07,PRIVATE
`;

let world: HttpWorld;
let user: SignedInClient;
let id: string;
let accounts = 0;
beforeAll(async () => {
  world = await createHttpWorld();
  user = await world.signUp("quality");
});
afterAll(() => world.close());
beforeEach(async () => {
  accounts++;
  const made = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    account_name: `account ${accounts}`,
    csv_file: csvFile(LOTS),
  });
  id = made.body.portfolio_id;
  await storeResults(world.database, id);
  await query(
    `insert into market_data_cache (symbol, session, close, adj_close) values ('CCC', '2026-01-02', 31, 31)
     on conflict do nothing`,
  );
});

function query(text: string, values: readonly unknown[] = []) {
  return world.database.api.query(text, values);
}

async function analytic(path: string): Promise<Body> {
  return (await user.get(`/analytics/portfolio/${id}/${path}`)).body;
}

/** Stores where each lot's price came from, as the batch would. */
async function storeSources(sources: Readonly<Record<string, string>>): Promise<void> {
  await query(
    `insert into lot_values (portfolio_id, as_of, position_id, quantity, price, price_source, market_value, weight, cost_basis,
       unrealized_pnl, realized_pnl, dividends, daily_pnl, run_id, method)
     select portfolio_id, '${LAST_SESSION}', array_agg(id order by id), array_agg(1), '{}', array_agg(s.value order by id),
       array_agg(1), '{}', '{}', '{}', '{}', array_agg(0), '{}', gen_random_uuid(), 1
     from positions join jsonb_each_text($2) s on s.key = symbol || ' ' || investment_class where portfolio_id = $1
     group by portfolio_id on conflict (portfolio_id, as_of) do update set
       position_id = excluded.position_id, price_source = excluded.price_source`,
    [id, JSON.stringify(sources)],
  );
}

describe("data quality", () => {
  test("takes a price carried on and an owner's mark for a price, and only the entry price for none", async () => {
    await storeSources({
      "AAA PUBLIC": "close",
      "BBB PUBLIC": "entry",
      "CCC PUBLIC": "stale",
      "AAA PRIVATE": "entry",
      "HOUSE PRIVATE": "mark",
    });
    expect((await analytic("overview")).data_quality).toMatchObject({
      flag: "partial",
      positions_analyzed: 3,
      positions_total: 5,
    });
  });

  test("is the same where values of lots are not stored for the session", async () => {
    expect((await analytic("overview")).data_quality).toMatchObject({
      positions_analyzed: 2,
      positions_total: 5,
    });
  });

  test("gives a private holding no loading of a listed share of the same name", async () => {
    for (const stored of [false, true]) {
      if (stored) await storeSources({ "AAA PUBLIC": "close", "BBB PUBLIC": "entry", "AAA PRIVATE": "mark" });
      expect((await analytic("factor-exposures")).data_quality).toMatchObject({
        positions_analyzed: 1,
        positions_total: stored ? 3 : 5,
        data_days: 89,
      });
    }
  });

  test("counts an option with a delta by the loading of its underlying", async () => {
    await query(
      `insert into positions (portfolio_id, symbol, investment_class, quantity, entry_price, entry_date, basis_date,
         underlying_symbol, strike_price, expiration_date, option_type)
       select $1, 'AAA260116' || kind || '00100000', 'OPTIONS', 1, 1, '2025-01-06', '2025-01-06', 'AAA', 100,
         '2026-01-16', case kind when 'C' then 'CALL' else 'PUT' end from unnest(array['C', 'P']) kind`,
      [id],
    );
    await storeSources({
      "AAA PUBLIC": "close",
      "AAA260116C00100000 OPTIONS": "modelled",
      "AAA260116P00100000 OPTIONS": "entry",
    });
    await query(
      `update lot_values set delta = array(select case when s = 'modelled' then 0.4 end from unnest(price_source) s)
       where portfolio_id = $1`,
      [id],
    );
    expect((await analytic("factor-exposures")).data_quality).toMatchObject({
      positions_analyzed: 2,
      positions_total: 3,
    });
  });

  test("leaves out lots that are no longer held, and cash", async () => {
    await query(
      "update positions set investment_subtype = 'CASH' where portfolio_id = $1 and symbol = 'CCC'",
      [id],
    );
    await storeSources({
      "AAA PUBLIC": "close",
      "BBB PUBLIC": "not_held",
      "CCC PUBLIC": "cash",
      "HOUSE PRIVATE": "settled",
    });
    expect((await analytic("overview")).data_quality).toMatchObject({
      flag: "complete",
      positions_total: 1,
    });
  });
});

describe("a private holding with the name of a listed share", () => {
  test("does not take that company's name", async () => {
    await query(
      "insert into company_profiles (symbol, name, provider) values ('AAA', 'Triple A', 'test') on conflict do nothing",
    );
    const { body } = await user.get(`/portfolios/${id}/positions`);
    const names = body.positions
      .filter(({ symbol }: Body) => symbol === "AAA")
      .map((lot: Body) => [lot.investment_class, lot.name]);
    expect(Object.fromEntries(names)).toEqual({ PUBLIC: "Triple A", PRIVATE: null });
  });
});

describe("findings of a portfolio", () => {
  test("have those about prices of its own symbols and underlyings, and no others", async () => {
    await query(
      `insert into positions (portfolio_id, symbol, investment_class, quantity, entry_price, entry_date, basis_date,
         underlying_symbol, strike_price, expiration_date, option_type)
       values ($1, 'UND260116C00100000', 'OPTIONS', 1, 1, '2025-01-06', '2025-01-06', 'UND', 100, '2026-01-16', 'CALL')`,
      [id],
    );
    await query(
      `insert into findings (job, owner, subject, code, severity, message)
       select 'market-data', s, s, 'PRICES_OUTDATED', 'warning', 'outdated'
       from unnest(array['BBB', 'UND', 'HOUSE', 'SPY', 'ELSEWHERE']) s on conflict do nothing`,
    );
    const { body } = await user.get(`/portfolios/${id}`);
    expect(
      body.findings
        .filter(({ code }: Body) => code === "PRICES_OUTDATED")
        .map(({ subject }: Body) => subject),
    ).toEqual(["BBB", "UND"]);
  });
});

describe("volatility without a complete past session", () => {
  const storeNothing = () =>
    query(
      `update volatility set realized_21 = null, realized_63 = null, realized_252 = null, ewma = null,
         observations = 0, proxied = 0 where portfolio_id = $1`,
      [id],
    );

  test("says that too little of the book has returns, not that too few were usable", async () => {
    await storeNothing();
    const { data } = await analytic("volatility");
    expect(data.realized_volatility_21d).toBeNull();
    expect(data.reasons.realized_volatility_21d.code).toBe("INCOMPLETE_HISTORY");
    expect(data.reasons.realized_volatility_21d.message).toMatch(/at least 95 % of gross/);
  });

  test("names the symbols that the batch found", async () => {
    await storeNothing();
    await query(
      `insert into findings (job, owner, subject, code, severity, session, message)
       values ('volatility', $1, $1, 'INCOMPLETE_HISTORY', 'warning', '${LAST_SESSION}', 'without any: HOUSE')`,
      [id],
    );
    const { data } = await analytic("volatility");
    expect(data.reasons.ewma).toEqual({ code: "INCOMPLETE_HISTORY", message: "without any: HOUSE" });
  });

  test("says so where it is for want of capital", async () => {
    await storeNothing();
    await query("update portfolio_snapshots set nav = -1 where portfolio_id = $1", [id]);
    const { data } = await analytic("volatility");
    expect(data.reasons.ewma.code).toBe("NONPOSITIVE_CAPITAL");
  });
});
