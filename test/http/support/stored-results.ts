import { FACTORS } from "#core/factors/factor-table.ts";
import type { AppDatabase } from "#db/types.ts";

const RUN = "11111111-1111-4111-8111-111111111111";

/** An array literal with null where a value is missing. */
function array(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? "null" : String(value))).join(",")}}`;
}

/** One value a factor: `byName` where given, else null. */
export function factorArray(byName: Readonly<Record<string, number>>): string {
  return array(FACTORS.map(({ name }) => byName[name] ?? null));
}

/**
 * Stores results as the batch would, with round numbers that a reader can check by head: two sessions, NAV 1000 then
 * 1100, lots AAA (has prices and loadings) and BBB (has neither).
 */
export async function storeResults(database: AppDatabase, portfolioId: string): Promise<void> {
  const { api } = database;
  const run = (text: string, ...values: readonly unknown[]) => api.query(text, [portfolioId, RUN, ...values]);
  const snapshot = (...values: readonly (string | number | null)[]) =>
    run(
      `insert into portfolio_snapshots (portfolio_id, run_id, method, as_of, nav, cash, long_exposure, short_exposure,
         gross_exposure, net_exposure, flow, dividends, realized_pnl, unrealized_pnl, daily_pnl, daily_return,
         cumulative_return, position_count, unpriced_value)
       values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      ...values,
    );
  await snapshot("2025-12-31", 1000, 700, 400, -100, 500, 300, 0, 1, 2, 7, 10, 0.01, 0.01, 2, 100);
  await snapshot("2026-01-08", 1100, 600, 700, -200, 900, 500, 50, 3, 20, 34, 50, 0.05, 0.0605, 2, 200);
  for (const [asOf, beta] of [
    ["2025-12-31", 0.4],
    ["2026-01-08", 0.8],
  ]) {
    await run(
      "insert into factor_exposures (portfolio_id, run_id, method, as_of, exposures, coverage, std_errors) values ($1, $2, 1, $3, $4, $5, $6)",
      asOf,
      factorArray({
        "Market Beta (90D)": Number(beta),
        Value: -0.1,
        "Size Spread": -0.6,
        "Joint Market": 0.75,
      }),
      factorArray({
        "Market Beta (90D)": 0.7,
        Value: 0.7,
        "Size Spread": 0.7,
        "Joint Market": 0.7,
        "IR Beta": 0,
      }),
      factorArray({ "Market Beta (90D)": 0.05 }),
    );
  }
  const loadings = [factorArray({ "Market Beta (90D)": 1.25, "Provider Beta": 1.1 }), factorArray({})];
  await run(
    `insert into holding_exposures (portfolio_id, run_id, method, as_of, symbol, weight, loadings)
     values ($1, $2, 1, '2026-01-08', '{AAA,BBB}', '{0.6,-0.2}', $3::double precision[] || $4::double precision[])`,
    ...loadings,
  );
  await run(
    `insert into volatility (portfolio_id, run_id, method, as_of, realized_21, realized_63, realized_252, ewma, observations, proxied)
     values ($1, $2, 1, '2026-01-08', 0.15, 0.2, null, 0.18, 100, 3)`,
  );
  await run(
    `insert into concentration (portfolio_id, run_id, method, as_of, hhi, effective_positions, top_3, top_10,
       delta_long_exposure, delta_short_exposure, delta_gross_exposure, delta_net_exposure, sectors, sector_weights)
     values ($1, $2, 1, '2026-01-08', 0.5, 2, 1, 1, 0.7, -0.2, 0.9, 0.5, '{Cash,Technology}', '{0.4,0.6}')`,
  );
  // Rows of the lower triangle: ρ(B,A); ρ(C,A), ρ(C,B).
  await run(
    `insert into correlations (portfolio_id, run_id, method, as_of, window_sessions, symbols, rho, observations, average)
     values ($1, $2, 1, '2026-01-08', 252, '{AAA,BBB,CCC}', '{0.5,-0.25,null}', '{251,200,12}', 0.125),
            ($1, $2, 1, '2026-01-08', 90, '{AAA}', '{}', '{}', null)`,
  );
  await run(
    `insert into stress_results (portfolio_id, run_id, method, as_of, symbols, options, not_covered, scenario_id, source,
       table_factors, shocked_factors, plausibility_distance, plausibility_percentile, plausibility_reason, direct,
       direct_fraction, direct_convexity, direct_moves, direct_factor_contributions, direct_symbol_contributions,
       direct_option_contributions, correlated, correlated_fraction, correlated_convexity, correlated_reason,
       correlated_moves, correlated_factor_contributions, correlated_symbol_contributions, correlated_option_contributions)
     values ($1, $2, 1, '2026-01-08', '{AAA,BBB}', '{}', 0.2, '{market_down_10,rates_up_100bp}', '{table,table}', '{"",""}',
       '{1,1}', '{0.5,0.5}', '{0.4,0.4}', '{null,null}', '{-88,null}', '{-0.08,null}', '{0,0}',
       '{-0.1,0,0,0,0,0,0,-0.1,0,0,0,0,0,0}', '{-0.08,0,0,0,0,0,0,-0.08,0,0,0,0,0,0}', '{-0.08,null,-0.08,null}', '{}',
       '{-86.9,null}', '{-0.079,null}', '{0,0}', '{null,null}', '{-0.1,0.01,0,0,0,0,0,-0.1,0.01,0,0,0,0,0}',
       '{-0.08,0.001,0,0,0,0,0,-0.08,0.001,0,0,0,0,0}', '{-0.079,null,-0.079,null}', '{}')`,
  );
  await api.query(
    `insert into market_data_cache (symbol, session, close, adj_close, volume)
     values ('AAA', '2026-01-07', 10, 9.5, 100), ('AAA', '2026-01-08', 11, 11, null), ('ZZZ', '2026-01-08', 1, 1, 1)
     on conflict do nothing`,
  );
  await api.query(
    `insert into symbol_factor_exposures (symbol, as_of, market_beta, market_alpha, market_std_error, market_r_squared, market_observations, rates_observations, ridge_observations,
       spread_growth_value_observations, spread_momentum_observations, spread_size_observations, spread_quality_observations,
       joint_observations, run_id, method)
     values ('AAA', '2026-01-08', 1.25, 0, 0.25, 0.4, 89, 0, 0, 0, 0, 0, 0, 0, $1, 1) on conflict do nothing`,
    [RUN],
  );
}
