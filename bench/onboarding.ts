/**
 * P2: onboarding of balanced-13 over 253 sessions (clock 2026-01-08T22:00:00Z), from the request to `completed`, all
 * phases, with durable settings on an embedded database of its own. Three cases: nothing stored; prices stored;
 * prices and symbol results stored. `node bench/onboarding.ts [repeats]`.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROGRAM } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { openPlatform, type Platform } from "#app/open-platform.ts";
import { createLog } from "#log";
import { report } from "./report.ts";

const REPEATS = Number(process.argv[2] ?? 7);
const POSITIONS = readFileSync(path.join(import.meta.dirname, "../demo/balanced-13.csv"));

/** Results of symbols, and what says that they are done; profiles and prices stay. */
const FORGET_SYMBOL_RESULTS = "truncate symbol_factor_exposures, symbol_daily_metrics, completion_records";
const FORGET_EVERYTHING = `${FORGET_SYMBOL_RESULTS}, market_data_cache, corporate_actions, company_profiles, fundamentals,
  symbol_universe, provider_fetches, findings`;

const home = mkdtempSync(path.join(tmpdir(), "sigmasight-bench-"));
chmodSync(home, 0o711); // as root the server runs as another user
const platform = await openPlatform(
  {
    databaseUrl: null,
    databaseDirectUrl: null,
    homeDir: home,
    providers: ["synthetic"],
    pricesDir: null,
    syntheticMissing: [],
    betaReferences: [],
    clock: new Date("2026-01-08T22:00:00Z"),
    apiPoolSize: 4,
    batchPoolSize: 6,
  },
  { log: createLog({ level: "error", pretty: false }), worker: true },
);
try {
  await platform.startWorker({ concurrency: 2 });
  const owner = await platform.database.api.query<{ id: string }>(
    "insert into users (name, email) values ('Bench', 'bench@localhost') returning id",
  );
  const ownerId = owner.rows[0]!.id;
  const cases = [
    { name: "nothing stored", atMost: 3_000, before: FORGET_EVERYTHING },
    { name: "prices stored", atMost: 1_000, before: FORGET_SYMBOL_RESULTS },
    { name: "prices and symbol results stored", atMost: null, before: "select 1" },
  ].map((entry) => ({ ...entry, milliseconds: [] as number[] }));
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const [index, entry] of cases.entries()) {
      await platform.database.api.query(entry.before);
      entry.milliseconds.push(1000 * (await onboard(platform, ownerId, `${repeat}-${index}`)));
    }
  }
  report(
    "onboarding",
    cases.map(({ name, milliseconds, atMost }) => ({
      goal: "P2",
      what: `13 funds over 253 sessions, ${name}`,
      unit: "ms",
      values: milliseconds,
      ...(atMost === null ? {} : { atMost }),
    })),
  );
} finally {
  await platform.close(5_000);
  rmSync(home, { recursive: true, force: true });
}

/** Seconds from the request to the run's end. */
async function onboard(
  { database, calendar, businessNow, runs }: Platform,
  ownerId: string,
  account: string,
): Promise<number> {
  const created = await createPortfolio(
    { database, calendar, businessNow },
    {
      ownerId,
      by: PROGRAM,
      fields: {
        portfolio_name: "Bench",
        account_name: account,
        account_type: "taxable",
        equity_balance: "5000000",
      },
      mapping: undefined,
      file: { bytes: POSITIONS, name: "balanced-13.csv" },
    },
  );
  if (created.outcome !== "created") throw new Error(`the portfolio was not created: ${created.outcome}`);
  const start = performance.now();
  const portfolioId = created.portfolio.id;
  const { runId } = await runs.requestRun({
    trigger: "onboarding",
    portfolioId,
    triggeredBy: "onboarding:bench",
  });
  for (;;) {
    const run = await runs.runStatus(runId);
    if (run !== null && run.finishedAt !== null) {
      if (run.status !== "completed")
        throw new Error(`the run ended ${run.status}: ${run.error?.message ?? ""}`);
      return (performance.now() - start) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
