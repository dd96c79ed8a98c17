import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createFixtureForm } from "./support/fixture-form.ts";
import { BUSINESS_NOW, createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";

/**
 * Answers on which the web app's own tests draw every page: `web/fixtures`. A change of the API that the app does not
 * know shows here first. `UPDATE_FIXTURES=1` writes them.
 */
const DIRECTORY = path.resolve(import.meta.dirname, "../../web/fixtures");
const ADDRESSES = JSON.parse(readFileSync(path.join(DIRECTORY, "addresses.json"), "utf8")) as Readonly<
  Record<string, string>
>;

/** Long and short, an option, a private asset, a lot that was closed, and a fund. */
const BOOK = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
VUG,400,200.00,2025-10-06,PUBLIC,ETF,,,,,,
LQD,500,110.00,2025-10-06,PUBLIC,ETF,,,,,,
AAPL,300,180.00,2025-10-06,PUBLIC,STOCK,,,,,,
MSFT,150,400.00,2025-10-08,PUBLIC,STOCK,,,,,,
SHOP,-200,70.00,2025-10-06,PUBLIC,STOCK,,,,,,
TSLA,80,250.00,2025-10-06,PUBLIC,STOCK,,,,,2025-11-03,255.00
,5,6.00,2025-10-06,OPTIONS,,AAPL,190.00,2026-06-18,CALL,,
HARBOR_FUND,1,50000.00,2025-10-06,PRIVATE,PRIVATE_EQUITY,,,,,,
`;

let world: HttpWorld;
let user: SignedInClient;
const form = createFixtureForm(BUSINESS_NOW.toISOString());
/** What stands in the addresses for ids of this world. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await createHttpWorld({ worker: true });
  user = await world.signUp("ada", "admin");
  const made = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    equity_balance: "500000",
    csv_file: csvFile(BOOK),
  });
  const portfolio = made.body.portfolio_id as string;
  await user.post(`/portfolios/${portfolio}/equity-changes`, { date: "2025-11-10", amount: "25000" });
  const { body } = await user.post(`/portfolios/${portfolio}/calculate`);
  await user.get(`/portfolios/${portfolio}/runs/${body.batch_run_id}/events`);
  ids = { "{portfolio}": portfolio, "{run}": body.batch_run_id as string };
  form(ids); // the first ids are these two
}, 120_000);
afterAll(() => world.close());

describe("the answers of the web app's fixtures", () => {
  test.each(Object.entries(ADDRESSES))("%s", async (name, address) => {
    const filled = address.replaceAll(/\{\w+\}/g, (part) => ids[part] as string);
    const answer = await user.get(filled.replace("/api/v1", ""));
    expect(answer.status).toBe(200);
    const shown: Body = form(answer.body);
    const file = path.join(DIRECTORY, `${name}.json`);
    if (process.env.UPDATE_FIXTURES === "1") {
      mkdirSync(DIRECTORY, { recursive: true });
      writeFileSync(file, `${JSON.stringify(shown, null, 1)}\n`);
    }
    expect(shown).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });
});
