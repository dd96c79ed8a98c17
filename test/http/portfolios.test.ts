import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let user: SignedInClient;
let id: string;
let accounts = 0;
beforeAll(async () => {
  world = await createHttpWorld();
  user = await world.signUp("owner");
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await createPortfolio(TWO_LOTS);
});

async function createPortfolio(text: string): Promise<string> {
  accounts++;
  const answer = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    account_name: `account ${accounts}`,
    csv_file: csvFile(text),
  });
  expect(answer.status).toBe(201);
  return answer.body.portfolio_id;
}

async function factsRevision(): Promise<number> {
  const { rows } = await world.database.api.query<{ revision: number }>(
    "select facts_revision as revision from portfolios where id = $1",
    [id],
  );
  return rows[0]!.revision;
}

async function lots() {
  return (await user.get(`/portfolios/${id}/positions`)).body.positions;
}

describe("portfolios", () => {
  test("are listed with what was stated and null for what is not computed", async () => {
    const { body } = await user.get("/portfolios");
    const portfolio = body.portfolios.find((one: { id: string }) => one.id === id);
    expect(portfolio).toMatchObject({
      name: "Two lots",
      account_type: "taxable",
      equity_balance: 100000.01,
      net_asset_value: null,
      as_of: null,
      positions_total: 2,
      last_run: null,
      market: "synthetic",
    });
  });

  test("can be renamed without making results outdated", async () => {
    const before = await factsRevision();
    const answer = await user.patch(`/portfolios/${id}`, {
      portfolio_name: "Renamed",
      description: "for later",
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      name: "Renamed",
      description: "for later",
      equity_balance: 100000.01,
    });
    expect(await factsRevision()).toBe(before);
  });

  test("a changed equity makes results outdated", async () => {
    const before = await factsRevision();
    const answer = await user.patch(`/portfolios/${id}`, {
      equity_balance: "250000.5",
      equity_as_of: "2025-06-30",
    });
    expect(answer.body).toMatchObject({ equity_balance: 250000.5, equity_as_of: "2025-06-30" });
    expect(await factsRevision()).toBe(before + 1);
    const emptied = await user.patch(`/portfolios/${id}`, { equity_as_of: null });
    expect(emptied.body.equity_as_of).toBeNull();
  });

  test("keep to the import's rules when changed", async () => {
    const answer = await user.patch(`/portfolios/${id}`, {
      portfolio_name: "",
      equity_balance: 0,
      equity_as_of: "2030-01-01",
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      "ERR_PORT_002",
      "ERR_PORT_010",
      "ERR_PORT_012",
    ]);
  });

  test("cannot take the account name of another one", async () => {
    const other = await createPortfolio(TWO_LOTS);
    const taken = (await user.get(`/portfolios/${other}`)).body.account_name;
    const answer = await user.patch(`/portfolios/${id}`, { account_name: taken });
    expect([answer.status, answer.body.code]).toEqual([409, "ERR_PORT_001"]);
  });

  test("changed in different fields at once keep all changes", async () => {
    const fresh = await createPortfolio(TWO_LOTS);
    for (let round = 0; round < 5; round++) {
      const changes = {
        portfolio_name: `name ${round}`,
        account_name: `at once ${round}`,
        account_type: ["ira", "taxable"][round % 2],
        description: `description ${round}`,
        equity_balance: 1000 + round,
        equity_as_of: `2025-06-0${round + 2}`,
      };
      const answers = await Promise.all(
        Object.entries(changes).map(([field, value]) =>
          user.patch(`/portfolios/${fresh}`, { [field]: value }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const { portfolio_name: name, ...rest } = changes;
      expect((await user.get(`/portfolios/${fresh}`)).body).toMatchObject({ name, ...rest });
    }
  });

  test("a field that does not exist is named", async () => {
    const answer = await user.patch(`/portfolios/${id}`, { owner_id: user.userId });
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
    expect(answer.body.errors).toMatchObject([{ found: "owner_id", expected: "known fields only" }]);
  });

  test("are deleted with their lots, findings and records", async () => {
    await world.database.api.query(
      "insert into completion_records (job, subject, input_version, sessions, run_id) values ('x', $1, 'v', '{}', gen_random_uuid())",
      [id],
    );
    expect((await user.delete(`/portfolios/${id}`)).status).toBe(204);
    expect((await user.get(`/portfolios/${id}`)).status).toBe(404);
    const { rows } = await world.database.api.query(
      "select 1 from positions where portfolio_id = $1::uuid union all select 1 from completion_records where subject = $1::text",
      [id],
    );
    expect(rows).toEqual([]);
  });

  test("are not deleted while a run writes their results", async () => {
    await user.post(`/portfolios/${id}/calculate`);
    const answer = await user.delete(`/portfolios/${id}`);
    expect([answer.status, answer.body.code]).toEqual([409, "RUN_ACTIVE"]);
  });
});

describe("positions", () => {
  test("are listed by entry with the facts as numbers", async () => {
    expect(await lots()).toMatchObject([
      {
        symbol: "AAA",
        quantity: 10,
        entry_price: 100.1,
        entry_date: "2025-01-06",
        line: 2,
        market_value: null,
      },
      {
        symbol: "BBB",
        quantity: -5.0000000001,
        entry_price: 20,
        entry_date: "2025-01-07",
        line: 3,
        weight: null,
      },
    ]);
  });

  test("show the value of their last session once there is one", async () => {
    const [first] = await lots();
    await world.database.api.query(
      `insert into lot_values (portfolio_id, as_of, position_id, quantity, price, price_source, market_value, weight,
         cost_basis, unrealized_pnl, realized_pnl, dividends, daily_pnl, run_id, method)
       values ($1, '2026-01-07', array[$2::uuid], '{10}', '{1}', '{close}', '{10}', '{0.1}', '{1}', '{9}', '{0}', '{0}', '{0}',
                gen_random_uuid(), 1),
              ($1, '2026-01-08', array[$2::uuid], '{10}', '{110}', '{close}', '{1100}', '{0.011}', '{1001}', '{99}', '{0}',
                '{2.5}', '{1}', gen_random_uuid(), 1)`,
      [id, first.id],
    );
    expect((await lots())[0]).toMatchObject({
      as_of: "2026-01-08",
      price: 110,
      price_source: "close",
      market_value: 1100,
      weight: 0.011,
      cost_basis: 1001,
      unrealized_pnl: 99,
      dividends: 2.5,
      greeks: null,
    });
  });

  test("show an option's Greeks as they are kept and as people speak of them", async () => {
    const [first] = await lots();
    await world.database.api.query(
      `insert into lot_values (portfolio_id, as_of, position_id, quantity, price, price_source, market_value, weight,
         cost_basis, unrealized_pnl, realized_pnl, dividends, daily_pnl, underlying_price, implied_volatility, delta, gamma,
         vega, theta, rho, delta_exposure, run_id, method)
       values ($1, '2026-01-08', array[$2::uuid], '{-2}', '{4.5}', '{modelled}', '{-900}', '{}', '{}', '{}', '{}', '{0}', '{}',
         '{102}', '{0.25}', '{0.5}', '{0.03}', '{20}', '{-14.6}', '{12}', '{-10200}', gen_random_uuid(), 1)`,
      [id, first.id],
    );
    expect((await lots())[0]).toMatchObject({
      price_source: "modelled",
      greeks: {
        underlying_price: 102,
        implied_volatility: 0.25,
        delta: 0.5,
        gamma: 0.03,
        vega: 20,
        vega_per_point: 0.2,
        theta: -14.6,
        theta_per_day: -0.04,
        rho: 12,
        rho_per_point: 0.12,
        delta_exposure: -10_200,
      },
    });
  });

  test("can be added one by one, options too, and make results outdated", async () => {
    const before = await factsRevision();
    const answer = await user.post(`/portfolios/${id}/positions`, {
      quantity: "2",
      entry_price: 3.25,
      entry_date: "2025-02-03",
      underlying_symbol: "aapl",
      strike_price: 180,
      expiration_date: "2025-06-20",
      option_type: "CALL",
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      symbol: "AAPL250620C00180000",
      investment_class: "OPTIONS",
      strike_price: 180,
      line: null,
    });
    expect(await factsRevision()).toBe(before + 1);
  });

  test("with errors are not stored, and every error names its field", async () => {
    const before = await factsRevision();
    const answer = await user.post(`/portfolios/${id}/positions`, {
      symbol: "CC C",
      quantity: 0,
      entry_price: "x",
    });
    expect(answer.status).toBe(422);
    expect(
      answer.body.errors.map(({ row, field, code }: { row: null; field: string; code: string }) => [
        row,
        field,
        code,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [null, "quantity", "ERR_POS_006"],
        [null, "entry_price", "ERR_POS_009"],
        [null, "entry_date", "ERR_POS_012"],
        [null, "symbol", "ERR_POS_003"],
      ]),
    );
    expect([await factsRevision(), (await lots()).length]).toEqual([before, 2]);
  });

  test("keep every digit when one field changes", async () => {
    const [, second] = await lots();
    const before = await factsRevision();
    const answer = await user.patch(`/positions/${second.id}`, {
      exit_date: "2025-03-03",
      exit_price: "18.1000000001",
    });
    expect(answer.body).toMatchObject({ exit_date: "2025-03-03", exit_price: 18.1000000001, line: 3 });
    const { rows } = await world.database.api.query(
      "select quantity::text, exit_price::text from positions where id = $1",
      [second.id],
    );
    expect(rows).toEqual([{ quantity: "-5.0000000001", exit_price: "18.1000000001" }]);
    expect(await factsRevision()).toBe(before + 1);
  });

  test("stated anew are on the share basis of the day", async () => {
    const [first] = await lots();
    const statedOn = async () => {
      const { rows } = await world.database.api.query<{ date: string }>(
        "select basis_date::text as date from positions where id = $1",
        [first.id],
      );
      return rows[0]!.date;
    };
    const change = async (body: object) => {
      await world.database.api.query("update positions set basis_date = '2025-03-03' where id = $1", [
        first.id,
      ]);
      expect((await user.patch(`/positions/${first.id}`, body)).status).toBe(200);
      return statedOn();
    };
    expect(await statedOn()).toBe("2026-01-08");
    expect(await change({ quantity: 20 })).toBe("2026-01-08");
    expect(await change({ entry_price: 50 })).toBe("2026-01-08");
    expect(await change({ exit_date: "2025-06-30", exit_price: 51 })).toBe("2025-03-03");
    expect(await change({ investment_subtype: "ETF" })).toBe("2025-03-03");
  });

  test("of two changes at once neither undoes the other", async () => {
    const [first] = await lots();
    const changes = [{ quantity: 11 }, { entry_price: 99 }, { investment_subtype: "ETF" }];
    await Promise.all(changes.map((change) => user.patch(`/positions/${first.id}`, change)));
    expect((await lots())[0]).toMatchObject({ quantity: 11, entry_price: 99, investment_subtype: "ETF" });
  });

  test("must be as valid after a change as an import", async () => {
    const [first] = await lots();
    const answer = await user.patch(`/positions/${first.id}`, { exit_date: "2024-01-02", exit_price: 1 });
    expect([answer.status, answer.body.code]).toEqual([422, "ERR_POS_018"]);
  });

  test("a private holding takes a mark with its date, and gives it up", async () => {
    id = await createPortfolio(`${HEADER},Investment Class\nFUND,1,50000,2025-01-06,PRIVATE\n`);
    const [lot] = await lots();
    await world.database.api.query("update positions set basis_date = '2025-03-03' where id = $1", [lot.id]);
    const marked = await user.patch(`/positions/${lot.id}`, { mark: "51234.56", mark_date: "2025-12-31" });
    expect(marked.body).toMatchObject({ mark: 51234.56, mark_date: "2025-12-31" });
    const { rows } = await world.database.api.query<{ date: string }>(
      "select basis_date::text as date from positions where id = $1",
      [lot.id],
    );
    expect(rows).toEqual([{ date: "2025-03-03" }]);
    const emptied = await user.patch(`/positions/${lot.id}`, { mark: null, mark_date: null });
    expect(emptied.body).toMatchObject({ mark: null, mark_date: null });
  });

  test.each([
    ["of a public lot", { mark: 1, mark_date: "2025-12-31" }],
    ["without its date", { mark: 1 }],
  ])("a mark %s is refused", async (_what, change) => {
    const [lot] = await lots();
    const answer = await user.patch(`/positions/${lot.id}`, change);
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
  });

  test("of unknown cost keep it until a price is given", async () => {
    const made = await user.send("/onboarding/create-portfolio", {
      ...PORTFOLIO_FIELDS,
      account_name: "unknown cost",
      csv_file: csvFile("Ticker,Shares\nAAA,10\n"),
      mapping: JSON.stringify({ Ticker: "symbol", Shares: "quantity" }),
    });
    id = made.body.portfolio_id;
    const [lot] = await lots();
    expect((await user.patch(`/positions/${lot.id}`, { quantity: 12 })).body).toMatchObject({
      quantity: 12,
      entry_price: null,
    });
    expect((await user.patch(`/positions/${lot.id}`, { entry_price: 9.5 })).body.entry_price).toBe(9.5);
  });

  test("can be deleted, which makes results outdated", async () => {
    const [first] = await lots();
    const before = await factsRevision();
    expect((await user.delete(`/positions/${first.id}`)).status).toBe(204);
    expect((await lots()).length).toBe(1);
    expect(await factsRevision()).toBe(before + 1);
  });
});

describe("equity changes", () => {
  test("are added, listed by date and deleted, each making results outdated", async () => {
    const before = await factsRevision();
    const path = `/portfolios/${id}/equity-changes`;
    const later = await user.post(path, { date: "2025-05-01", amount: "-250.25", note: "rent" });
    expect(later.status).toBe(201);
    await user.post(path, { date: "2025-04-01", amount: 1000 });
    const { body } = await user.get(path);
    expect(body.equity_changes).toMatchObject([
      { date: "2025-04-01", amount: 1000, note: null },
      { date: "2025-05-01", amount: -250.25, note: "rent" },
    ]);
    expect((await user.delete(`${path}/${later.body.id}`)).status).toBe(204);
    expect((await user.get(path)).body.equity_changes).toHaveLength(1);
    expect(await factsRevision()).toBe(before + 3);
  });

  test.each([
    { date: "2025-02-30", amount: 1 },
    { date: "2030-01-01", amount: 1 },
    { date: "2025-04-01", amount: 0 },
    { date: "2025-04-01", amount: "1,000" },
    { date: "2025-04-01", amount: "0.12345678901" },
  ])("%j is refused", async (body) => {
    const answer = await user.post(`/portfolios/${id}/equity-changes`, body);
    expect([answer.status, answer.body.code]).toEqual([422, "VALIDATION"]);
  });

  test("of another portfolio cannot be deleted through this one, and nothing becomes outdated", async () => {
    const flow = await user.post(`/portfolios/${id}/equity-changes`, { date: "2025-04-01", amount: 1 });
    const mine = id;
    id = await createPortfolio(TWO_LOTS);
    const before = await factsRevision();
    expect((await user.delete(`/portfolios/${id}/equity-changes/${flow.body.id}`)).status).toBe(404);
    expect(await factsRevision()).toBe(before);
    expect((await user.get(`/portfolios/${mine}/equity-changes`)).body.equity_changes).toHaveLength(1);
  });
});
