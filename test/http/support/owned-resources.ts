import type { AppDatabase } from "#db/types.ts";
import type { SignedInClient } from "./api-client.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./portfolio-files.ts";
import type { Kind } from "./sample-request.ts";
import { storeResults } from "./stored-results.ts";

let accounts = 0;

/** A portfolio of the user with results, a lot, a flow, a run that ended and what it said; and a key. And an account. */
export async function createResources(
  database: AppDatabase,
  owner: SignedInClient,
): Promise<Readonly<Record<Kind, string>>> {
  accounts++;
  const form = { ...PORTFOLIO_FIELDS, account_name: `account ${accounts}`, csv_file: csvFile(TWO_LOTS) };
  const portfolio: string = (await owner.send("/onboarding/create-portfolio", form)).body.portfolio_id;
  await storeResults(database, portfolio);
  const { body } = await owner.get(`/portfolios/${portfolio}/positions`);
  const flow = await owner.post(`/portfolios/${portfolio}/equity-changes`, { date: "2025-03-03", amount: 5 });
  const run: string = (await owner.post(`/portfolios/${portfolio}/calculate`)).body.batch_run_id;
  await database.system.query(
    "update batch_run_history set status = 'completed', started_at = now(), finished_at = now() where id = $1",
    [run],
  );
  await database.system.query(
    `insert into portfolio_run_states (portfolio_id, run_id, as_of, facts_revision, price_revisions, nav, method)
     select id, $2, '2026-01-08', facts_revision, '{}', 1100, 1 from portfolios where id = $1`,
    [portfolio, run],
  );
  const key = await owner.post("/auth/keys", { name: "resource" });
  const { rows } = await database.system.query<{ id: string }>(
    "insert into users (email, name) values ($1, 'Somebody') returning id",
    [`${crypto.randomUUID()}@example.com`],
  );
  const user = rows[0]!.id;
  return { portfolio, position: body.positions[0].id, change: flow.body.id, run, key: key.body.id, user };
}
