import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AnalyzeOutcome, analyzeFiles } from "#app/analyze.ts";
import { PROGRAM } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { openPlatform, type Platform } from "#app/open-platform.ts";
import { readUpload } from "#app/read-upload.ts";
import { watchRun } from "#app/watch-run.ts";
import { LOADING_COLUMNS, LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { METRIC_COLUMNS, METRIC_WIDTH } from "#core/metrics/metric-columns.ts";
import { type StressMove, stressRows } from "#core/pipeline/stress-rows.ts";
import { COVERAGE_GROUPS, EXPOSURE_FACTORS, EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import { VOLATILITY_COLUMNS, VOLATILITY_WIDTH } from "#core/risk/portfolio-volatility.ts";
import { RISK_METRIC_COLUMNS, RISK_METRIC_WIDTH } from "#core/risk/risk-metric-columns.ts";
import { positionRow } from "#core/valuation/position-row.ts";
import { findUserByEmail } from "#db/stores/account-store.ts";
import { insertUserWithoutPassword } from "#db/stores/user-store.ts";
import { createLog } from "#log";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";

const OPTIONS = path.resolve(import.meta.dirname, "../golden/options/portfolio.csv");

const CASES = [
  { name: "real-etf-10", file: sharedPath("portfolios", "real-etf-10.csv"), equity: "5000000" },
  { name: "real-long-short", file: sharedPath("portfolios", "real-long-short.csv"), equity: "400000" },
  { name: "options", file: OPTIONS, equity: "250000" },
] as const;

const NOW = new Date("2025-06-30T22:00:00Z");
const PRICES = sharedPath("data", "etf");

type Analyzed = Extract<AnalyzeOutcome, { readonly outcome: "analyzed" }>;
type Row = Readonly<Record<string, unknown>>;

for (const { name, file, equity } of CASES) {
  describe.skipIf(!hasSharedData)(`${name}: analyze and batch (needs shared data)`, () => {
    let database: TestDatabase;
    let platform: Platform;
    let portfolioId: string;
    let analyzed: Analyzed;
    let status: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      platform = await openOn(database.url);
      ({ portfolioId, status } = await onboard(platform, name, file, equity));
      const outcome = await analyzeFiles({
        positionsFile: file,
        pricesDir: PRICES,
        equity,
        equityAsOf: null,
        flowsFile: null,
        dividendsFile: null,
        asOf: null,
        now: NOW,
        signal: new AbortController().signal,
      });
      if (outcome.outcome === "rejected") throw new Error("the positions file was rejected");
      analyzed = outcome;
    });

    afterAll(async () => {
      await platform.close(5_000);
      await database.drop();
    });

    const rowsOf = async (table: string, key: string, subject: string): Promise<readonly Row[]> =>
      platform.database.api.transaction("read results", async ({ client }) => {
        const { rows } = await client.query<Row>(`select * from ${table} where ${key} = $1 order by as_of`, [
          subject,
        ]);
        return rows;
      });
    const own = (table: string) => rowsOf(table, "portfolio_id", portfolioId);
    const sessionsFrom = (firstOrdinal: number) =>
      Array.from({ length: analyzed.analysis.lastOrdinal - firstOrdinal + 1 }, (_, t) =>
        analyzed.calendar.session(firstOrdinal + t),
      );

    test("the run completes", () => {
      expect(status).toBe("completed");
    });

    test("every snapshot is the same to the last bit", async () => {
      const { valuation: v } = analyzed.analysis;
      const expected = sessionsFrom(v.firstOrdinal).map((asOf, t) => ({
        as_of: asOf,
        nav: v.nav[t],
        cash: v.cash[t],
        long_exposure: v.longExposure[t],
        short_exposure: v.shortExposure[t],
        gross_exposure: v.grossExposure[t],
        net_exposure: v.netExposure[t],
        flow: v.flow[t],
        dividends: v.dividends[t],
        realized_pnl: v.realizedPnl[t],
        unrealized_pnl: v.unrealizedPnl[t],
        daily_pnl: v.dailyPnl[t],
        daily_return: stored(v.dailyReturn[t]!),
        cumulative_return: stored(v.cumulativeReturn[t]!),
        position_count: v.positionCount[t],
      }));
      expectSame(await own("portfolio_snapshots"), expected);
    });

    test("every factor exposure is the same to the last bit", async () => {
      const { exposures } = analyzed.analysis;
      const expected = sessionsFrom(exposures.firstOrdinal).map((asOf, t) => {
        const row = exposures.values.subarray(t * EXPOSURE_WIDTH, (t + 1) * EXPOSURE_WIDTH);
        return {
          as_of: asOf,
          exposures: EXPOSURE_FACTORS.map(({ index }) => row[index]),
          coverage: EXPOSURE_FACTORS.map(({ group }) => row[COVERAGE_GROUPS[group]!.coverageIndex]),
          std_errors: EXPOSURE_FACTORS.map(({ stdErrorIndex }) =>
            stdErrorIndex === null ? Number.NaN : row[stdErrorIndex],
          ),
        };
      });
      expectSame(await own("factor_exposures"), expected);
    });

    test("every volatility is the same to the last bit", async () => {
      const { volatility } = analyzed.analysis;
      const expected = sessionsFrom(volatility.firstOrdinal).map((asOf, t) => {
        const row = volatility.values.subarray(t * VOLATILITY_WIDTH, (t + 1) * VOLATILITY_WIDTH);
        const named = VOLATILITY_COLUMNS.map((column, i) => [column.replace("_vol", ""), stored(row[i]!)]);
        return { as_of: asOf, ...Object.fromEntries(named) };
      });
      expectSame(await own("volatility"), expected);
    });

    test("every concentration is the same to the last bit", async () => {
      const { valuation, concentration } = analyzed.analysis;
      const expected = sessionsFrom(valuation.firstOrdinal).map((asOf, t) => {
        const { concentration: numbers, sectors } = concentration[t]!;
        return {
          as_of: asOf,
          hhi: stored(numbers.hhi),
          effective_positions: stored(numbers.effective_positions),
          top_3: stored(numbers.top_3),
          top_10: stored(numbers.top_10),
          delta_long_exposure: stored(numbers.delta_long_exposure),
          delta_short_exposure: stored(numbers.delta_short_exposure),
          delta_gross_exposure: stored(numbers.delta_gross_exposure),
          delta_net_exposure: stored(numbers.delta_net_exposure),
          sectors: sectors.map(({ sector }) => sector),
          sector_weights: sectors.map(({ weight }) => weight),
        };
      });
      expectSame(await own("concentration"), expected);
    });

    test("every lot's value and Greeks are the same to the last bit", async () => {
      const { valuation, lastOrdinal } = analyzed.analysis;
      const keyOf = (row: Row) => `${String(row.quantity)}/${String(row.market_value)}`;
      const byKey = (a: Row, b: Row) => (keyOf(a) < keyOf(b) ? -1 : 1);
      const expected = valuation.lots.map((lot) => {
        const { greeks, ...row } = positionRow(valuation, lot, lastOrdinal);
        return {
          quantity: row.quantity,
          price: stored(row.price),
          price_source: row.priceSource,
          market_value: row.marketValue,
          underlying_price: greeks?.underlyingPrice ?? null,
          implied_volatility: greeks?.impliedVolatility ?? null,
          delta: greeks?.delta ?? null,
          gamma: greeks?.gamma ?? null,
          vega: greeks?.vega ?? null,
          theta: greeks?.theta ?? null,
          rho: greeks?.rho ?? null,
          delta_exposure: greeks?.deltaExposure ?? null,
        };
      });
      expectSame([...(await own("position_values"))].sort(byKey), expected.toSorted(byKey));
    });

    test("every correlation is the same to the last bit", async () => {
      const { correlations } = analyzed.analysis;
      const found = [...(await own("correlations"))].sort(
        (a, b) => Number(a.window_sessions) - Number(b.window_sessions),
      );
      const expected = correlations.map((matrix) => ({
        as_of: analyzed.asOf,
        window_sessions: matrix.windowSessions,
        symbols: matrix.symbols,
        rho: [...matrix.correlations],
        observations: [...matrix.observations],
        average: stored(matrix.average),
      }));
      expectSame(found, expected);
    });

    test("every stress result is the same to the last bit", async () => {
      const { book, results } = analyzed.analysis.stress;
      const { nav } = analyzed.analysis.holdings;
      const byId = (a: Row, b: Row) => (String(a.scenario_id) < String(b.scenario_id) ? -1 : 1);
      const move = (
        reading: string,
        { pnl, moves, byFactor, bySymbol, convexity, byOption }: StressMove,
      ) => ({
        [reading]: stored(pnl * nav),
        [`${reading}_fraction`]: stored(pnl),
        [`${reading}_moves`]: [...moves],
        [`${reading}_factor_contributions`]: [...byFactor],
        [`${reading}_symbol_contributions`]: [...bySymbol],
        [`${reading}_convexity`]: stored(convexity),
        [`${reading}_option_contributions`]: [...byOption],
      });
      const expected = stressRows(book, results).map((row) => ({
        as_of: analyzed.asOf,
        scenario_id: row.scenarioId,
        source: row.source,
        table_factors: row.tableFactors,
        plausibility_distance: stored(row.plausibilityDistance),
        plausibility_percentile: stored(row.plausibilityPercentile),
        shocked_factors: row.shockedFactors,
        symbols: row.symbols,
        options: row.options,
        ...move("direct", row.direct),
        ...move("correlated", row.correlated),
        not_covered: row.notCovered,
      }));
      expectSame([...(await own("stress_test_results"))].sort(byId), expected.toSorted(byId));
    });

    test("every risk metric is the same to the last bit", async () => {
      const { riskMetrics } = analyzed.analysis;
      const expected = sessionsFrom(riskMetrics.firstOrdinal).map((asOf, t) => {
        const row = riskMetrics.values.subarray(t * RISK_METRIC_WIDTH, (t + 1) * RISK_METRIC_WIDTH);
        const { peak, trough, recovery } = riskMetrics.drawdowns[t]!;
        return {
          as_of: asOf,
          ...Object.fromEntries(RISK_METRIC_COLUMNS.map((column, i) => [column, stored(row[i]!)])),
          drawdown_peak: peak,
          drawdown_trough: trough,
          drawdown_recovery: recovery,
        };
      });
      expectSame(await own("risk_metrics"), expected);
    });

    test("the decomposition of the last session is the same to the last bit", async () => {
      const details = analyzed.analysis.riskDetails;
      const shown = Object.entries(details).map(([name, value]) => [
        name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/s9/, "s_9"),
        ArrayBuffer.isView(value)
          ? [...(value as Float64Array)]
          : typeof value === "number"
            ? stored(value)
            : value,
      ]);
      expectSame(await own("risk_decompositions"), [{ as_of: analyzed.asOf, ...Object.fromEntries(shown) }]);
    });

    test("every symbol's loadings and metrics are the same to the last bit", async () => {
      const { loadings, metrics, pricedSymbols } = analyzed.analysis;
      for (const [row, symbol] of loadings.symbols.entries()) {
        if (!pricedSymbols.has(symbol)) continue;
        const values = (block: { values: Float64Array; sessionCount: number }, width: number, t: number) =>
          block.values.subarray(
            (row * block.sessionCount + t) * width,
            (row * block.sessionCount + t + 1) * width,
          );
        const named = (columns: readonly string[], numbers: Float64Array) =>
          Object.fromEntries(columns.map((column, i) => [column, stored(numbers[i]!)]));
        const sessions = sessionsFrom(loadings.firstOrdinal);
        expectSame(
          await rowsOf("symbol_factor_exposures", "symbol", symbol),
          sessions.map((asOf, t) => ({
            as_of: asOf,
            ...named(LOADING_COLUMNS, values(loadings, LOADING_WIDTH, t)),
          })),
        );
        expectSame(
          await rowsOf("symbol_daily_metrics", "symbol", symbol),
          sessions.map((asOf, t) => ({
            as_of: asOf,
            ...named(METRIC_COLUMNS, values(metrics, METRIC_WIDTH, t)),
          })),
        );
      }
    });
  });
}

function openOn(url: string): Promise<Platform> {
  return openPlatform(
    {
      databaseUrl: url,
      databaseDirectUrl: null,
      homeDir: "",
      providers: ["files"],
      pricesDir: PRICES,
      syntheticMissing: [],
      betaReferences: [],
      clock: NOW,
      apiPoolSize: 4,
      batchPoolSize: 4,
    },
    { log: createLog({ level: "silent", pretty: false }), worker: true },
  );
}

/** Imports the positions file as a user would and runs the batch to its end. */
async function onboard(platform: Platform, name: string, file: string, equity: string) {
  const { db } = platform.database.api;
  await insertUserWithoutPassword(db, { email: "owner@example.org", fullName: "Owner" });
  const owner = await findUserByEmail(db, "owner@example.org");
  if (owner === null) throw new Error("the owner was not stored");
  const created = await createPortfolio(platform, {
    ownerId: owner.id,
    by: PROGRAM,
    fields: { portfolio_name: name, account_name: name, account_type: "taxable", equity_balance: equity },
    mapping: undefined,
    file: await readUpload(file),
  });
  if (created.outcome !== "created") throw new Error(`the portfolio was not created: ${created.outcome}`);
  const { id: portfolioId } = created.portfolio;
  await platform.startWorker({ concurrency: 2 });
  const { runId } = await platform.runs.requestRun({
    trigger: "onboarding",
    portfolioId,
    triggeredBy: `onboarding:${owner.id}`,
  });
  const { signal } = new AbortController();
  const { status } = await watchRun(platform.runs, runId, { signal, onReport: () => {} });
  return { portfolioId, status };
}

/** A number as a nullable column holds it. */
function stored(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The stored rows have exactly these values in these columns: the same sessions, numbers equal bit for bit. */
function expectSame(found: readonly Row[], expected: readonly Row[]): void {
  expect(found.length).toBe(expected.length);
  expect(found.length).toBeGreaterThan(0);
  for (const [index, row] of expected.entries()) {
    const actual = Object.fromEntries(
      Object.keys(row).map((column) => [column, plain(found[index]?.[column])]),
    );
    expect(actual).toStrictEqual(row);
  }
}

/** Arrays of any kind as plain ones. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
