-- Why: what the batch computes. Every row is a pure function of facts and prices and can be computed again.
-- Arrays are in the order of the factors table. Lock impact: none, new tables. Undo by hand: drop views and tables.

create table factors (
  position smallint constraint factors_pkey primary key,
  name text not null constraint factors_name_key unique,
  type text not null,
  model text not null,
  long_proxy text not null,
  short_proxy text,
  window_sessions smallint,
  min_observations smallint
);
comment on table factors is 'The factors in display order, as in the program''s own table.';
comment on column factors.position is 'Index into the arrays of factor_exposures and position_factor_exposures, from 1.';
comment on column factors.name is 'Name shown.';
comment on column factors.type is 'market, macro, style or joint.';
comment on column factors.model is 'Estimator: market, provider, rates, ridge, spread or joint.';
comment on column factors.long_proxy is 'Symbol whose return is the factor, or its long leg.';
comment on column factors.short_proxy is 'Short leg, if any.';
comment on column factors.window_sessions is 'Sessions of the window.';
comment on column factors.min_observations is 'Fewest observations of an estimate.';
insert into factors (position, name, type, model, long_proxy, short_proxy, window_sessions, min_observations) values
  (1, 'Market Beta (90D)', 'market', 'market', 'SPY', null, 90, 30),
  (2, 'Provider Beta', 'market', 'provider', 'SPY', null, null, null),
  (3, 'IR Beta', 'macro', 'rates', 'TLT', null, 90, 30),
  (4, 'Momentum', 'style', 'ridge', 'MTUM', null, 90, 30),
  (5, 'Value', 'style', 'ridge', 'VTV', null, 90, 30),
  (6, 'Growth', 'style', 'ridge', 'VUG', null, 90, 30),
  (7, 'Size', 'style', 'ridge', 'IWM', null, 90, 30),
  (8, 'Quality', 'style', 'ridge', 'QUAL', null, 90, 30),
  (9, 'Low Volatility', 'style', 'ridge', 'USMV', null, 90, 30),
  (10, 'Growth-Value Spread', 'style', 'spread', 'VUG', 'VTV', 180, 60),
  (11, 'Momentum Spread', 'style', 'spread', 'MTUM', 'SPY', 180, 60),
  (12, 'Size Spread', 'style', 'spread', 'IWM', 'SPY', 180, 60),
  (13, 'Quality Spread', 'style', 'spread', 'QUAL', 'SPY', 180, 60),
  (14, 'Joint Market', 'joint', 'joint', 'SPY', null, 252, 126),
  (15, 'Joint Growth-Value', 'joint', 'joint', 'VUG', 'VTV', 252, 126),
  (16, 'Joint Momentum', 'joint', 'joint', 'MTUM', 'SPY', 252, 126),
  (17, 'Joint Size', 'joint', 'joint', 'IWM', 'SPY', 252, 126),
  (18, 'Joint Quality', 'joint', 'joint', 'QUAL', 'SPY', 252, 126),
  (19, 'Joint Low Volatility', 'joint', 'joint', 'USMV', 'SPY', 252, 126),
  (20, 'Joint Rates', 'joint', 'joint', 'TLT', null, 252, 126);

create table symbol_factor_exposures (
  symbol text not null,
  as_of date not null,
  market_beta double precision,
  market_alpha double precision,
  market_std_error double precision,
  market_r_squared double precision,
  market_observations smallint not null,
  rates_beta double precision,
  rates_alpha double precision,
  rates_std_error double precision,
  rates_r_squared double precision,
  rates_observations smallint not null,
  ridge_momentum double precision,
  ridge_value double precision,
  ridge_growth double precision,
  ridge_size double precision,
  ridge_quality double precision,
  ridge_low_volatility double precision,
  ridge_intercept double precision,
  ridge_r_squared double precision,
  ridge_effective_df double precision,
  ridge_observations smallint not null,
  spread_growth_value_beta double precision,
  spread_growth_value_alpha double precision,
  spread_growth_value_std_error double precision,
  spread_growth_value_r_squared double precision,
  spread_growth_value_observations smallint not null,
  spread_momentum_beta double precision,
  spread_momentum_alpha double precision,
  spread_momentum_std_error double precision,
  spread_momentum_r_squared double precision,
  spread_momentum_observations smallint not null,
  spread_size_beta double precision,
  spread_size_alpha double precision,
  spread_size_std_error double precision,
  spread_size_r_squared double precision,
  spread_size_observations smallint not null,
  spread_quality_beta double precision,
  spread_quality_alpha double precision,
  spread_quality_std_error double precision,
  spread_quality_r_squared double precision,
  spread_quality_observations smallint not null,
  joint_market double precision,
  joint_growth_value double precision,
  joint_momentum double precision,
  joint_size double precision,
  joint_quality double precision,
  joint_low_volatility double precision,
  joint_rates double precision,
  joint_market_std_error double precision,
  joint_growth_value_std_error double precision,
  joint_momentum_std_error double precision,
  joint_size_std_error double precision,
  joint_quality_std_error double precision,
  joint_low_volatility_std_error double precision,
  joint_rates_std_error double precision,
  joint_alpha double precision,
  joint_r_squared double precision,
  joint_specific_variance double precision,
  joint_observations smallint not null,
  run_id uuid not null,
  method smallint not null,
  constraint symbol_factor_exposures_pkey primary key (symbol, as_of)
);
comment on table symbol_factor_exposures is 'Factor loadings of a symbol, one wide row a session; null where there is no estimate.';
comment on column symbol_factor_exposures.symbol is 'Symbol of the universe.';
comment on column symbol_factor_exposures.as_of is 'Session up to which data are used.';
comment on column symbol_factor_exposures.market_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.market_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.market_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.market_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.market_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.rates_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.rates_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.rates_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.rates_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.rates_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.ridge_momentum is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_value is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_growth is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_size is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_quality is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_low_volatility is 'Ridge loading on the style proxy.';
comment on column symbol_factor_exposures.ridge_intercept is 'Daily intercept.';
comment on column symbol_factor_exposures.ridge_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.ridge_effective_df is 'Effective degrees of freedom.';
comment on column symbol_factor_exposures.ridge_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.spread_growth_value_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.spread_growth_value_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.spread_growth_value_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.spread_growth_value_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.spread_growth_value_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.spread_momentum_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.spread_momentum_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.spread_momentum_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.spread_momentum_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.spread_momentum_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.spread_size_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.spread_size_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.spread_size_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.spread_size_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.spread_size_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.spread_quality_beta is 'Slope; null below the minimum of observations.';
comment on column symbol_factor_exposures.spread_quality_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.spread_quality_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.spread_quality_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.spread_quality_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.joint_market is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_growth_value is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_momentum is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_size is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_quality is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_low_volatility is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_rates is 'Joint-model loading.';
comment on column symbol_factor_exposures.joint_market_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_growth_value_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_momentum_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_size_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_quality_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_low_volatility_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_rates_std_error is 'Standard error of the loading.';
comment on column symbol_factor_exposures.joint_alpha is 'Daily intercept.';
comment on column symbol_factor_exposures.joint_r_squared is 'Share of variance explained; null for a constant series.';
comment on column symbol_factor_exposures.joint_specific_variance is 'SSR/(n − 8), daily.';
comment on column symbol_factor_exposures.joint_observations is 'Return pairs (rows) used.';
comment on column symbol_factor_exposures.run_id is 'Run that wrote the row.';
comment on column symbol_factor_exposures.method is 'Version of the method.';

create view symbol_factor_loadings as
  select s.symbol, s.as_of, l.factor, l.beta, l.alpha, l.std_error, l.r_squared, l.observations, s.method, s.run_id
  from symbol_factor_exposures s
  cross join lateral (values
    ('Market Beta (90D)', market_beta, market_alpha, market_std_error, market_r_squared, market_observations),
    ('IR Beta', rates_beta, rates_alpha, rates_std_error, rates_r_squared, rates_observations),
    ('Momentum', ridge_momentum, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Value', ridge_value, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Growth', ridge_growth, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Size', ridge_size, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Quality', ridge_quality, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Low Volatility', ridge_low_volatility, ridge_intercept, null::double precision, ridge_r_squared, ridge_observations),
    ('Growth-Value Spread', spread_growth_value_beta, spread_growth_value_alpha, spread_growth_value_std_error, spread_growth_value_r_squared, spread_growth_value_observations),
    ('Momentum Spread', spread_momentum_beta, spread_momentum_alpha, spread_momentum_std_error, spread_momentum_r_squared, spread_momentum_observations),
    ('Size Spread', spread_size_beta, spread_size_alpha, spread_size_std_error, spread_size_r_squared, spread_size_observations),
    ('Quality Spread', spread_quality_beta, spread_quality_alpha, spread_quality_std_error, spread_quality_r_squared, spread_quality_observations),
    ('Joint Market', joint_market, joint_alpha, joint_market_std_error, joint_r_squared, joint_observations),
    ('Joint Growth-Value', joint_growth_value, joint_alpha, joint_growth_value_std_error, joint_r_squared, joint_observations),
    ('Joint Momentum', joint_momentum, joint_alpha, joint_momentum_std_error, joint_r_squared, joint_observations),
    ('Joint Size', joint_size, joint_alpha, joint_size_std_error, joint_r_squared, joint_observations),
    ('Joint Quality', joint_quality, joint_alpha, joint_quality_std_error, joint_r_squared, joint_observations),
    ('Joint Low Volatility', joint_low_volatility, joint_alpha, joint_low_volatility_std_error, joint_r_squared, joint_observations),
    ('Joint Rates', joint_rates, joint_alpha, joint_rates_std_error, joint_r_squared, joint_observations)
  ) as l (factor, beta, alpha, std_error, r_squared, observations);
comment on view symbol_factor_loadings is 'symbol_factor_exposures with one row a factor.';

create table symbol_daily_metrics (
  symbol text not null,
  as_of date not null,
  return_1d double precision,
  return_1w double precision,
  return_1m double precision,
  return_3m double precision,
  return_mtd double precision,
  return_ytd double precision,
  return_1y double precision,
  realized_vol_21 double precision,
  realized_vol_63 double precision,
  realized_vol_252 double precision,
  ewma_vol double precision,
  run_id uuid not null,
  method smallint not null,
  constraint symbol_daily_metrics_pkey primary key (symbol, as_of)
);
comment on table symbol_daily_metrics is 'Returns and realised volatility of a symbol, one row a session; null where there is no estimate.';
comment on column symbol_daily_metrics.symbol is 'Symbol of the universe.';
comment on column symbol_daily_metrics.as_of is 'Session.';
comment on column symbol_daily_metrics.return_1d is 'Total return: 1d.';
comment on column symbol_daily_metrics.return_1w is 'Total return: 1w.';
comment on column symbol_daily_metrics.return_1m is 'Total return: 1m.';
comment on column symbol_daily_metrics.return_3m is 'Total return: 3m.';
comment on column symbol_daily_metrics.return_mtd is 'Total return: mtd.';
comment on column symbol_daily_metrics.return_ytd is 'Total return: ytd.';
comment on column symbol_daily_metrics.return_1y is 'Total return: 1y.';
comment on column symbol_daily_metrics.realized_vol_21 is 'Annualised, 21 sessions, ddof 1.';
comment on column symbol_daily_metrics.realized_vol_63 is 'Annualised, 63 sessions, ddof 1.';
comment on column symbol_daily_metrics.realized_vol_252 is 'Annualised, 252 sessions, ddof 1.';
comment on column symbol_daily_metrics.ewma_vol is 'Annualised, λ 0.94.';
comment on column symbol_daily_metrics.run_id is 'Run that wrote the row.';
comment on column symbol_daily_metrics.method is 'Version of the method.';

create table position_values (
  portfolio_id uuid not null constraint position_values_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  position_id uuid not null constraint position_values_position_id_fkey references positions (id) on delete cascade,
  quantity double precision not null,
  price double precision,
  price_source text not null,
  market_value double precision not null,
  weight double precision,
  cost_basis double precision,
  unrealized_pnl double precision,
  realized_pnl double precision,
  dividends double precision not null,
  daily_pnl double precision,
  run_id uuid not null,
  method smallint not null,
  constraint position_values_pkey primary key (portfolio_id, as_of, position_id)
);
comment on table position_values is 'Value of every lot at the last session.';
comment on column position_values.portfolio_id is 'Portfolio.';
comment on column position_values.as_of is 'Session whose closing data are used.';
comment on column position_values.position_id is 'Lot.';
comment on column position_values.quantity is 'Units held at this close, after splits.';
comment on column position_values.price is 'Price used; null when not held.';
comment on column position_values.price_source is 'Where the price comes from.';
comment on column position_values.market_value is 'USD, signed.';
comment on column position_values.weight is 'Market value over NAV; null where NAV is not positive.';
comment on column position_values.cost_basis is 'USD paid for the lot, signed.';
comment on column position_values.unrealized_pnl is 'USD.';
comment on column position_values.realized_pnl is 'USD locked in so far.';
comment on column position_values.dividends is 'USD received so far.';
comment on column position_values.daily_pnl is 'USD on this session.';
comment on column position_values.run_id is 'Run that wrote the row.';
comment on column position_values.method is 'Version of the method.';

create table portfolio_snapshots (
  portfolio_id uuid not null constraint portfolio_snapshots_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  nav double precision not null,
  cash double precision not null,
  long_exposure double precision not null,
  short_exposure double precision not null,
  gross_exposure double precision not null,
  net_exposure double precision not null,
  flow double precision not null,
  dividends double precision not null,
  realized_pnl double precision not null,
  unrealized_pnl double precision not null,
  daily_pnl double precision not null,
  daily_return double precision,
  cumulative_return double precision,
  position_count integer not null,
  unpriced_value double precision not null,
  run_id uuid not null,
  method smallint not null,
  constraint portfolio_snapshots_pkey primary key (portfolio_id, as_of)
);
comment on table portfolio_snapshots is 'State of a portfolio at every session. Identity: daily_pnl = change of unrealized_pnl + realized_pnl + dividends.';
comment on column portfolio_snapshots.portfolio_id is 'Portfolio.';
comment on column portfolio_snapshots.as_of is 'Session whose closing data are used.';
comment on column portfolio_snapshots.nav is 'Net asset value, USD.';
comment on column portfolio_snapshots.cash is 'Cash, USD; may be negative.';
comment on column portfolio_snapshots.long_exposure is 'Sum of positive market values.';
comment on column portfolio_snapshots.short_exposure is 'Sum of negative market values, at most 0.';
comment on column portfolio_snapshots.gross_exposure is 'Long minus short.';
comment on column portfolio_snapshots.net_exposure is 'Long plus short.';
comment on column portfolio_snapshots.flow is 'External money at the start of the session.';
comment on column portfolio_snapshots.dividends is 'Cash dividends of the session.';
comment on column portfolio_snapshots.realized_pnl is 'P&L locked in on the session.';
comment on column portfolio_snapshots.unrealized_pnl is 'Open P&L, a level.';
comment on column portfolio_snapshots.daily_pnl is 'NAV minus previous NAV minus flow.';
comment on column portfolio_snapshots.daily_return is 'P&L over previous NAV plus flow; null where that is not positive.';
comment on column portfolio_snapshots.cumulative_return is 'Since before the first entry; null after the index ended.';
comment on column portfolio_snapshots.position_count is 'Lots held at the close.';
comment on column portfolio_snapshots.unpriced_value is 'Absolute market value held without a market price.';
comment on column portfolio_snapshots.run_id is 'Run that wrote the row.';
comment on column portfolio_snapshots.method is 'Version of the method.';

create table position_marks (
  position_id uuid not null constraint position_marks_position_id_fkey references positions (id) on delete cascade,
  portfolio_id uuid not null constraint position_marks_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  price double precision,
  market_value double precision not null,
  unrealized_pnl double precision,
  run_id uuid not null,
  constraint position_marks_pkey primary key (position_id)
);
comment on table position_marks is 'Latest price and P&L of every lot, for lists. Derived; the lots themselves are never changed by the batch.';
comment on column position_marks.position_id is 'Lot.';
comment on column position_marks.portfolio_id is 'Portfolio.';
comment on column position_marks.as_of is 'Session of the mark; never goes back.';
comment on column position_marks.price is 'Last price used; null when not held.';
comment on column position_marks.market_value is 'USD.';
comment on column position_marks.unrealized_pnl is 'USD.';
comment on column position_marks.run_id is 'Run that wrote the row.';

create table position_tags (
  position_id uuid not null constraint position_tags_position_id_fkey references positions (id) on delete cascade,
  portfolio_id uuid not null constraint position_tags_portfolio_id_fkey references portfolios (id) on delete cascade,
  source text not null constraint position_tags_source_check check (source in ('sector', 'user')),
  tag text not null,
  run_id uuid,
  constraint position_tags_pkey primary key (position_id, source, tag)
);
comment on table position_tags is 'Labels of lots: sectors by the batch, others by their owner.';
comment on column position_tags.position_id is 'Lot.';
comment on column position_tags.portfolio_id is 'Portfolio.';
comment on column position_tags.source is 'Who set it: the batch (sector) or the owner (user).';
comment on column position_tags.tag is 'The label.';
comment on column position_tags.run_id is 'Run that wrote the row; null for the owner.';

create table factor_exposures (
  portfolio_id uuid not null constraint factor_exposures_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  exposures double precision[] not null,
  coverage double precision[] not null,
  std_errors double precision[] not null,
  run_id uuid not null,
  method smallint not null,
  constraint factor_exposures_pkey primary key (portfolio_id, as_of)
);
comment on table factor_exposures is 'Factor exposures of a portfolio, one wide row a session; array elements are null where there is no estimate.';
comment on column factor_exposures.portfolio_id is 'Portfolio.';
comment on column factor_exposures.as_of is 'Session whose closing data are used.';
comment on column factor_exposures.exposures is 'Sum of weight times loading, fraction of NAV, by factor.';
comment on column factor_exposures.coverage is 'Share of absolute weight with a loading, by factor.';
comment on column factor_exposures.std_errors is 'Standard error of the exposure, by factor.';
comment on column factor_exposures.run_id is 'Run that wrote the row.';
comment on column factor_exposures.method is 'Version of the method.';

create table position_factor_exposures (
  portfolio_id uuid not null constraint position_factor_exposures_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  symbol text not null,
  weight double precision not null,
  loadings double precision[] not null,
  run_id uuid not null,
  method smallint not null,
  constraint position_factor_exposures_pkey primary key (portfolio_id, as_of, symbol)
);
comment on table position_factor_exposures is 'Loadings behind the exposures of the last session, one row a symbol held.';
comment on column position_factor_exposures.portfolio_id is 'Portfolio.';
comment on column position_factor_exposures.as_of is 'Session whose closing data are used.';
comment on column position_factor_exposures.symbol is 'Symbol, lots netted.';
comment on column position_factor_exposures.weight is 'Market value over NAV.';
comment on column position_factor_exposures.loadings is 'Loading by factor.';
comment on column position_factor_exposures.run_id is 'Run that wrote the row.';
comment on column position_factor_exposures.method is 'Version of the method.';

create table volatility (
  portfolio_id uuid not null constraint volatility_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  realized_21 double precision,
  realized_63 double precision,
  realized_252 double precision,
  ewma double precision,
  observations smallint not null,
  proxied smallint not null,
  run_id uuid not null,
  method smallint not null,
  constraint volatility_pkey primary key (portfolio_id, as_of)
);
comment on table volatility is 'Volatility of today''s weights over past returns, one wide row a session.';
comment on column volatility.portfolio_id is 'Portfolio.';
comment on column volatility.as_of is 'Session whose closing data are used.';
comment on column volatility.realized_21 is 'Annualised, 21 sessions.';
comment on column volatility.realized_63 is 'Annualised, 63 sessions.';
comment on column volatility.realized_252 is 'Annualised, 252 sessions.';
comment on column volatility.ewma is 'Annualised, λ 0.94 over at most 504 returns.';
comment on column volatility.observations is 'Pro-forma returns in the window of 504.';
comment on column volatility.proxied is 'Symbol returns replaced by factor returns.';
comment on column volatility.run_id is 'Run that wrote the row.';
comment on column volatility.method is 'Version of the method.';

create table concentration (
  portfolio_id uuid not null constraint concentration_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  hhi double precision,
  effective_positions double precision,
  top_3 double precision,
  top_10 double precision,
  sectors text[] not null,
  sector_weights double precision[] not null,
  run_id uuid not null,
  method smallint not null,
  constraint concentration_pkey primary key (portfolio_id, as_of)
);
comment on table concentration is 'Concentration and sector weights, one wide row a session.';
comment on column concentration.portfolio_id is 'Portfolio.';
comment on column concentration.as_of is 'Session whose closing data are used.';
comment on column concentration.hhi is 'Sum of squared shares of gross; null without positions.';
comment on column concentration.effective_positions is '1/HHI.';
comment on column concentration.top_3 is 'Share of the three largest in gross.';
comment on column concentration.top_10 is 'Share of the ten largest in gross.';
comment on column concentration.sectors is 'Sector names, sorted.';
comment on column concentration.sector_weights is 'Market value over NAV by sector.';
comment on column concentration.run_id is 'Run that wrote the row.';
comment on column concentration.method is 'Version of the method.';

create table correlations (
  portfolio_id uuid not null constraint correlations_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  window_sessions smallint not null,
  symbols text[] not null,
  rho double precision[] not null,
  observations smallint[] not null,
  average double precision,
  run_id uuid not null,
  method smallint not null,
  constraint correlations_pkey primary key (portfolio_id, as_of, window_sessions)
);
comment on table correlations is 'Pairwise correlations of the symbols held at the last session: the lower triangle without the diagonal, row by row.';
comment on column correlations.portfolio_id is 'Portfolio.';
comment on column correlations.as_of is 'Session whose closing data are used.';
comment on column correlations.window_sessions is '90 or 252.';
comment on column correlations.symbols is 'Symbols in order.';
comment on column correlations.rho is 'Pearson correlations; null below 30 pairs.';
comment on column correlations.observations is 'Pairs used.';
comment on column correlations.average is 'Mean of the known correlations.';
comment on column correlations.run_id is 'Run that wrote the row.';
comment on column correlations.method is 'Version of the method.';

create table stress_test_results (
  portfolio_id uuid not null constraint stress_test_results_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  scenario_id text not null,
  direct double precision,
  direct_fraction double precision,
  factor_shocks double precision[] not null,
  factor_contributions double precision[] not null,
  symbols text[] not null,
  symbol_contributions double precision[] not null,
  not_covered double precision not null,
  run_id uuid not null,
  method smallint not null,
  constraint stress_test_results_pkey primary key (portfolio_id, as_of, scenario_id)
);
comment on table stress_test_results is 'Scenarios applied to the exposures of the last session.';
comment on column stress_test_results.portfolio_id is 'Portfolio.';
comment on column stress_test_results.as_of is 'Session whose closing data are used.';
comment on column stress_test_results.scenario_id is 'Scenario of the scenario table.';
comment on column stress_test_results.direct is 'P&L in USD; only the shocked factors move. Null when a shocked factor has no exposure estimate.';
comment on column stress_test_results.direct_fraction is 'P&L over NAV.';
comment on column stress_test_results.factor_shocks is 'Translated shocks of the seven joint factors.';
comment on column stress_test_results.factor_contributions is 'P&L over NAV by joint factor.';
comment on column stress_test_results.symbols is 'Symbols in order.';
comment on column stress_test_results.symbol_contributions is 'P&L over NAV by symbol.';
comment on column stress_test_results.not_covered is 'Share of NAV, in absolute value, without joint loadings.';
comment on column stress_test_results.run_id is 'Run that wrote the row.';
comment on column stress_test_results.method is 'Version of the method.';
