import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RELATIVE_TOLERANCE } from "#core/explain/agreement.ts";
import { EXPLAIN_FAMILIES } from "#core/explain/families.ts";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

const COLUMNS =
  "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

/** Shares, funds, a short, a lot sold, an option without a series of its own and a private holding. */
const BOOK = `${COLUMNS}
AAPL,100,210,2025-03-03,PUBLIC,STOCK,,,,,,
AAPL,20,205.5,2025-06-02,PUBLIC,STOCK,,,,,,
MSFT,40,400,2025-03-03,PUBLIC,STOCK,,,,,,
XLV,-60,150,2025-03-03,PUBLIC,ETF,,,,,,
TLT,80,90,2025-03-03,PUBLIC,ETF,,,,,,
NVDA,30,120,2025-03-03,PUBLIC,STOCK,,,,,2025-09-02,150
AAPL,1,12,2025-11-03,OPTIONS,CALL,AAPL,230,2026-06-18,CALL,,
Cottage,1,1500,2025-03-03,PRIVATE,REAL_ESTATE,,,,,,
`;

let world: HttpWorld;
let owner: SignedInClient;
let stranger: SignedInClient;
let id: string;
let numbers: readonly Body[];
beforeAll(async () => {
  world = await createHttpWorld({ worker: true, requestsPerMinute: 100_000 });
  owner = await world.signUp("owner");
  stranger = await world.signUp("stranger");
  const made = await owner.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    equity_balance: "120000",
    csv_file: csvFile(BOOK),
  });
  id = made.body.portfolio_id;
  await calculated(owner, id);
  numbers = (await explain("limit=5000")).catalogue.numbers;
}, 180_000);
afterAll(() => world.close());

/** Computes a portfolio and waits for the run. */
async function calculated(user: SignedInClient, portfolio: string): Promise<void> {
  const run: string = (await user.post(`/portfolios/${portfolio}/calculate`)).body.batch_run_id;
  let status = "queued";
  while (status === "queued" || status === "running") {
    await sleep(200);
    status = (await user.get(`/portfolios/${portfolio}/batch-status/${run}`)).body.status;
  }
  if (status !== "completed") throw new Error(`the run is ${status}`);
}

async function explain(query: string): Promise<Body> {
  const { status, body, text } = await owner.get(`/analytics/portfolio/${id}/explain?${query}`);
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return body.data;
}

async function explanationOf(key: string, asOf = ""): Promise<Body> {
  const data = await explain(`number=${encodeURIComponent(key)}${asOf === "" ? "" : `&as_of=${asOf}`}`);
  return data.explanation;
}

/** Some of the keys, the same in every run: a linear congruential generator draws them. */
function drawn(keys: readonly string[], count: number, seed: number): readonly string[] {
  let state = seed;
  const rest = [...keys];
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    state = (1_103_515_245 * state + 12_345) % 2 ** 31;
    return rest.splice(state % rest.length, 1)[0]!;
  });
}

function isReproduced({ value, reproduced, agrees, tolerance }: Body): boolean {
  if (value === null) return reproduced === null && agrees;
  const allowed = Math.max(tolerance.absolute, RELATIVE_TOLERANCE * Math.abs(value));
  return agrees && Math.abs(reproduced - value) <= allowed;
}

describe("the catalogue", () => {
  test("names every family and has a value, or none, for every number", async () => {
    const { catalogue } = await explain("limit=1");
    expect(catalogue.families.map(({ name }: Body) => name)).toEqual(
      EXPLAIN_FAMILIES.map(({ name }) => name),
    );
    expect(catalogue.total).toBe(numbers.length);
    expect(numbers.find(({ key }) => key === "snapshots/nav")).toMatchObject({ unit: "USD", stored: true });
  });

  test("comes in pages, and by family", async () => {
    const whole = numbers.filter(({ key }) => key.startsWith("factors/")).map(({ key }) => key);
    const { catalogue } = await explain("family=factors&offset=3&limit=4");
    expect(catalogue.numbers.map(({ key }: Body) => key)).toEqual(whole.slice(3, 7));
    expect(catalogue.total).toBe(whole.length);
  });

  test("shows stored values wherever the run stored one", () => {
    const computed = numbers.filter(({ stored }) => !stored).map(({ key }) => key);
    // What no table holds: weights of holdings without market returns.
    expect(computed.filter((key) => !key.startsWith("holdings/"))).toEqual([]);
  });
});

describe.each(EXPLAIN_FAMILIES.map(({ name }) => name))("numbers of %s drawn at random", (family) => {
  test("are reproduced from the inputs that are listed", async () => {
    const keys = numbers.map(({ key }) => key).filter((key) => key.startsWith(`${family}/`));
    const explained = await Promise.all(drawn(keys, 8, 20_260_108).map((key) => explanationOf(key)));
    expect(explained.filter((found) => !isReproduced(found))).toEqual([]);
    expect(explained.filter(({ value, reason }) => (value === null) !== (reason !== null))).toEqual([]);
    expect(explained.filter(({ inputs_changed: changed }) => changed)).toEqual([]);
    expect(explained.filter(({ method_page: page }) => !existsSync(page))).toEqual([]);
  });
});

test("a value of a lot is its quantity times its price", async () => {
  const [first] = (await owner.get(`/portfolios/${id}/positions`)).body.positions;
  const { value, inputs, run, stored } = await explanationOf(`positions/${first.id}/market_value`);
  const of = (name: string) => inputs.find((one: Body) => one.name === name).value;
  expect(value).toBeCloseTo(of("q") * of("p") * of("m"), 8);
  expect(stored).toBe(true);
  expect(run).toMatchObject({ trigger: "onboarding", finished_at: expect.any(String) });
});

test("prices come with their provider, range and revision", async () => {
  const { sources, inputs } = await explanationOf("loadings/AAPL/market_beta");
  expect(sources.map(({ symbol }: Body) => symbol)).toEqual(["AAPL", "SPY"]);
  expect(sources[0]).toMatchObject({
    provider: "synthetic",
    closes: "raw",
    covered_to: LAST_SESSION,
    last_fetch: { provider: "synthetic", to: LAST_SESSION },
  });
  const prices = inputs.find(({ name }: Body) => name === "P[AAPL]");
  expect(prices.labels).toHaveLength(91);
  expect(prices.labels.at(-1)).toBe(LAST_SESSION);
});

describe("an earlier session", () => {
  const EARLIER = "2025-08-15";
  test("has the numbers that a run stores for every session, and computes the others", async () => {
    const { catalogue } = await explain(`as_of=${EARLIER}&limit=5000`);
    const stored = (key: string) => catalogue.numbers.find((one: Body) => one.key === key).stored;
    expect(stored("snapshots/nav")).toBe(true);
    expect(stored("factors/market/exposure")).toBe(true);
    expect(stored("correlations/90/average")).toBe(false);
  });

  test.each(["snapshots/cash", "snapshots/cumulative_return", "correlations/90/average", "volatility/ewma"])(
    "reproduces %s",
    async (key) => {
      const found = await explanationOf(key, EARLIER);
      expect(found.value).not.toBeNull();
      expect(isReproduced(found)).toBe(true);
    },
  );
});

test("a number that is not there says why", async () => {
  const positions: readonly Body[] = (await owner.get(`/portfolios/${id}/positions`)).body.positions;
  const sold = positions.find(({ symbol }) => symbol === "NVDA");
  expect(await explanationOf(`positions/${sold.id}/price`)).toMatchObject({
    value: null,
    reproduced: null,
    agrees: true,
    reason: { code: "NOT_HELD", needed: null, got: null },
  });
});

test("what an owner stated is named as a fact", async () => {
  const positions: readonly Body[] = (await owner.get(`/portfolios/${id}/positions`)).body.positions;
  const cottage = positions.find(({ symbol }) => symbol === "COTTAGE");
  const { value, inputs } = await explanationOf(`positions/${cottage.id}/price`);
  expect(value).toBe(1500);
  expect(inputs[0].source).toMatchObject({ kind: "fact", of: "position", ids: [cottage.id] });
});

test("a change of the facts shows until the next run", async () => {
  const made = await owner.post(`/portfolios/${id}/equity-changes`, { date: "2025-05-05", amount: 500 });
  const found = await explanationOf("snapshots/cash");
  expect(found.inputs_changed).toBe(true);
  expect(found.difference).toBeCloseTo(500, 6);
  expect(found.agrees).toBe(false);
  await owner.delete(`/portfolios/${id}/equity-changes/${made.body.id}`);
});

test("an unknown key is answered with the nearest ones", async () => {
  const { status, body } = await owner.get(`/analytics/portfolio/${id}/explain?number=snapshots/nave`);
  expect(status).toBe(404);
  expect(body).toMatchObject({
    code: "UNKNOWN_NUMBER",
    errors: [
      { field: "number", found: "snapshots/nave", expected: expect.stringContaining("snapshots/nav") },
    ],
  });
  expect(body.hint).not.toBe("");
});

test("another user learns nothing", async () => {
  for (const query of ["", "?number=snapshots/nav"]) {
    const { status, body } = await stranger.get(`/analytics/portfolio/${id}/explain${query}`);
    expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
  }
});

test("a run of another user's portfolio is not named", async () => {
  const made = await stranger.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,1,210,2025-03-03\n"),
  });
  const portfolio: string = made.body.portfolio_id;
  await calculated(stranger, portfolio);
  const { body } = await stranger.get(
    `/analytics/portfolio/${portfolio}/explain?number=loadings/AAPL/market_beta`,
  );
  expect(body.data.explanation).toMatchObject({ stored: true, run: null, agrees: true });
});

test("a portfolio that never ran has a reason", async () => {
  const made = await owner.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    account_name: "never ran",
    csv_file: csvFile(TWO_LOTS),
  });
  const { body } = await owner.get(`/analytics/portfolio/${made.body.portfolio_id}/explain`);
  expect(body).toMatchObject({ available: false, reason: { code: "NOT_CALCULATED" } });
});
