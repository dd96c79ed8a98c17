-- Why: tail risk, performance and the parts of the factor model's risk, of every session; decomposition by position of
-- the last one; correlated stress beside direct; forecasts of volatility.
-- Lock impact: access exclusive on volatility, symbol_daily_metrics and stress_test_results for an instant, no table rewrite.
-- Stored rows keep what they say and lack the new numbers until the next run. Undo by hand: drop the new tables and columns.

create table risk_metrics (
  portfolio_id uuid not null constraint risk_metrics_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  fhs_var_95 double precision,
  fhs_es_95 double precision,
  hist_var_95 double precision,
  hist_es_95 double precision,
  hist_es_exact_95 double precision,
  gaussian_var_95 double precision,
  gaussian_es_95 double precision,
  cornish_fisher_var_95 double precision,
  fhs_var_99 double precision,
  fhs_es_99 double precision,
  hist_var_99 double precision,
  hist_es_99 double precision,
  hist_es_exact_99 double precision,
  gaussian_var_99 double precision,
  gaussian_es_99 double precision,
  cornish_fisher_var_99 double precision,
  forecast_vol double precision,
  tail_observations smallint not null,
  model_volatility double precision,
  systematic_share double precision,
  specific_share double precision,
  share_market double precision,
  share_growth_value double precision,
  share_momentum double precision,
  share_size double precision,
  share_quality double precision,
  share_low_volatility double precision,
  share_rates double precision,
  diversification_ratio double precision,
  covered_weight double precision,
  clean_return double precision,
  cumulative_return double precision,
  annualized_return double precision,
  annualized_volatility double precision,
  sharpe double precision,
  sortino double precision,
  calmar double precision,
  max_drawdown double precision,
  current_drawdown double precision,
  tracking_error double precision,
  information_ratio double precision,
  information_ratio_arithmetic double precision,
  alpha double precision,
  beta_to_benchmark double precision,
  up_capture double precision,
  down_capture double precision,
  performance_observations smallint not null,
  drawdown_peak date,
  drawdown_trough date,
  drawdown_recovery date,
  run_id uuid not null,
  method smallint not null,
  constraint risk_metrics_pkey primary key (portfolio_id, as_of)
);
comment on table risk_metrics is 'Tail risk, risk by factor and performance of a portfolio, one wide row a session; null where there is no estimate.';
comment on column risk_metrics.portfolio_id is 'Portfolio.';
comment on column risk_metrics.as_of is 'Session whose closing data are used.';
comment on column risk_metrics.fhs_var_95 is 'VaR by filtered historical simulation, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.fhs_es_95 is 'ES beside it, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_var_95 is 'Historical VaR, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_es_95 is 'Historical ES, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_es_exact_95 is 'Historical ES, Acerbi–Tasche, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.gaussian_var_95 is 'VaR of a normal distribution, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.gaussian_es_95 is 'ES of it, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.cornish_fisher_var_95 is 'Cornish–Fisher VaR; null where the expansion is not monotone, 95 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.fhs_var_99 is 'VaR by filtered historical simulation, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.fhs_es_99 is 'ES beside it, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_var_99 is 'Historical VaR, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_es_99 is 'Historical ES, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.hist_es_exact_99 is 'Historical ES, Acerbi–Tasche, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.gaussian_var_99 is 'VaR of a normal distribution, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.gaussian_es_99 is 'ES of it, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.cornish_fisher_var_99 is 'Cornish–Fisher VaR; null where the expansion is not monotone, 99 %, one session, fraction of NAV, positive = loss.';
comment on column risk_metrics.forecast_vol is 'Daily volatility that filtered simulation scales to.';
comment on column risk_metrics.tail_observations is 'Pro-forma returns in the window of 504.';
comment on column risk_metrics.model_volatility is 'Annualised volatility by the joint factor model.';
comment on column risk_metrics.systematic_share is 'Share of the variance that the factors bring.';
comment on column risk_metrics.specific_share is 'The rest: 1 less it.';
comment on column risk_metrics.share_market is 'Share of the variance from the joint factor market.';
comment on column risk_metrics.share_growth_value is 'Share of the variance from the joint factor growth value.';
comment on column risk_metrics.share_momentum is 'Share of the variance from the joint factor momentum.';
comment on column risk_metrics.share_size is 'Share of the variance from the joint factor size.';
comment on column risk_metrics.share_quality is 'Share of the variance from the joint factor quality.';
comment on column risk_metrics.share_low_volatility is 'Share of the variance from the joint factor low volatility.';
comment on column risk_metrics.share_rates is 'Share of the variance from the joint factor rates.';
comment on column risk_metrics.diversification_ratio is 'Weighted own volatilities over the book''s.';
comment on column risk_metrics.covered_weight is 'Absolute weight of holdings with joint loadings, over NAV.';
comment on column risk_metrics.clean_return is 'Return of the session on the weights of the close before: what its VaR forecast is tested with.';
comment on column risk_metrics.cumulative_return is 'Since before the first session, flow-free.';
comment on column risk_metrics.annualized_return is 'Geometric, from 252 sessions on.';
comment on column risk_metrics.annualized_volatility is 'Of the account''s own daily returns, from 63 sessions on.';
comment on column risk_metrics.sharpe is 'Mean excess over its standard deviation, annualised.';
comment on column risk_metrics.sortino is 'Mean excess over downside deviation, annualised.';
comment on column risk_metrics.calmar is 'Annualised return over the largest drawdown.';
comment on column risk_metrics.max_drawdown is 'Largest fall from a peak, at most 0.';
comment on column risk_metrics.current_drawdown is 'Fall from the peak so far, at most 0.';
comment on column risk_metrics.tracking_error is 'Against the benchmark, annualised.';
comment on column risk_metrics.information_ratio is 'Geometric active return over tracking error.';
comment on column risk_metrics.information_ratio_arithmetic is 'Arithmetic one.';
comment on column risk_metrics.alpha is '252 times the daily intercept of excess on the benchmark''s excess.';
comment on column risk_metrics.beta_to_benchmark is 'Slope of the same regression: realised, not of today''s weights.';
comment on column risk_metrics.up_capture is 'Mean return on the benchmark''s up days over its mean.';
comment on column risk_metrics.down_capture is 'The same on its down days.';
comment on column risk_metrics.performance_observations is 'Daily returns used.';
comment on column risk_metrics.drawdown_peak is 'Session of the peak before the largest drawdown; the one before the first session where it began with it, null without a fall.';
comment on column risk_metrics.drawdown_trough is 'Session of its low.';
comment on column risk_metrics.drawdown_recovery is 'First session back at the peak; null while it is not.';
comment on column risk_metrics.run_id is 'Run that wrote the row.';
comment on column risk_metrics.method is 'Version of the method.';

create table risk_decompositions (
  portfolio_id uuid not null constraint risk_decompositions_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  symbols text[] not null,
  weights double precision[] not null,
  volatilities double precision[] not null,
  marginal double precision[] not null,
  shares double precision[] not null,
  systematic_shares double precision[] not null,
  component_es_95 double precision[] not null,
  component_es_99 double precision[] not null,
  factor_exposures double precision[] not null,
  factor_marginal double precision[] not null,
  factor_shares double precision[] not null,
  vif double precision[] not null,
  condition_number double precision,
  factor_observations smallint not null,
  volatility double precision,
  covered_weight double precision,
  uncovered_weight double precision,
  sample_volatility double precision,
  constant_correlation_volatility double precision,
  constant_correlation_shrinkage double precision,
  identity_volatility double precision,
  identity_shrinkage double precision,
  covariance_observations smallint not null,
  covariance_weight double precision,
  run_id uuid not null,
  method smallint not null,
  constraint risk_decompositions_pkey primary key (portfolio_id, as_of)
);
comment on table risk_decompositions is 'Where the risk of the last session comes from, by holding and by factor, with the diagnostics of the model.';
comment on column risk_decompositions.portfolio_id is 'Portfolio.';
comment on column risk_decompositions.as_of is 'Session whose closing data are used.';
comment on column risk_decompositions.symbols is 'Holdings by symbol, as risk sees them: options in their underlying.';
comment on column risk_decompositions.weights is 'Weight over NAV.';
comment on column risk_decompositions.volatilities is 'Annualised volatility of the holding by the model; null without loadings, as in the arrays below.';
comment on column risk_decompositions.marginal is 'Change of the book''s annualised volatility per unit of weight.';
comment on column risk_decompositions.shares is 'Share of the variance; they add up to 1.';
comment on column risk_decompositions.systematic_shares is 'Part of the share that the factors bring.';
comment on column risk_decompositions.component_es_95 is 'What the holding loses on average in the tail of filtered simulation, 95 %, over NAV; adds up to the ES.';
comment on column risk_decompositions.component_es_99 is 'The same at 99 %.';
comment on column risk_decompositions.factor_exposures is 'Exposure to each joint factor.';
comment on column risk_decompositions.factor_marginal is 'Change of annualised volatility per unit of exposure.';
comment on column risk_decompositions.factor_shares is 'Share of the variance by joint factor.';
comment on column risk_decompositions.vif is 'Variance inflation of each joint factor in the window.';
comment on column risk_decompositions.condition_number is 'Condition number of the standardised factors.';
comment on column risk_decompositions.factor_observations is 'Complete rows of the factor window.';
comment on column risk_decompositions.volatility is 'Annualised, by the factor model.';
comment on column risk_decompositions.covered_weight is 'Absolute weight with loadings over NAV.';
comment on column risk_decompositions.uncovered_weight is 'Absolute weight without.';
comment on column risk_decompositions.sample_volatility is 'Annualised, by the sample covariance of the holdings'' returns.';
comment on column risk_decompositions.constant_correlation_volatility is 'By Ledoit–Wolf with a constant-correlation target.';
comment on column risk_decompositions.constant_correlation_shrinkage is 'Its shrinkage intensity, 0 to 1.';
comment on column risk_decompositions.identity_volatility is 'By Ledoit–Wolf with an identity target.';
comment on column risk_decompositions.identity_shrinkage is 'Its shrinkage intensity, 0 to 1.';
comment on column risk_decompositions.covariance_observations is 'Complete rows of the covariance window.';
comment on column risk_decompositions.covariance_weight is 'Share of absolute weight that the covariance speaks for.';
comment on column risk_decompositions.run_id is 'Run that wrote the row.';
comment on column risk_decompositions.method is 'Version of the method.';

alter table volatility
  add column har_21 double precision,
  add column percentile double precision,
  add column trend double precision;
comment on column volatility.har_21 is 'Annualised forecast for the next 21 sessions, HAR on variance.';
comment on column volatility.percentile is 'Share of the 21-session volatilities of the last 252 returns below the last one.';
comment on column volatility.trend is 'Volatility of the last 21 sessions over that of the 21 before.';

alter table symbol_daily_metrics
  add column har_21 double precision,
  add column vol_percentile double precision,
  add column vol_trend double precision;
comment on column symbol_daily_metrics.har_21 is 'Annualised forecast for the next 21 sessions, HAR on variance.';
comment on column symbol_daily_metrics.vol_percentile is 'Share of the 21-session volatilities of the last 252 returns below the last one.';
comment on column symbol_daily_metrics.vol_trend is 'Volatility of the last 21 sessions over that of the 21 before.';

alter table stress_test_results rename column factor_shocks to direct_moves;
alter table stress_test_results rename column factor_contributions to direct_factor_contributions;
alter table stress_test_results rename column symbol_contributions to direct_symbol_contributions;
alter table stress_test_results
  add column source text not null default 'table' constraint stress_test_results_source_check check (source in ('table', 'replay')),
  add column table_factors text[] not null default '{}',
  add column plausibility_distance double precision,
  add column plausibility_percentile double precision,
  add column shocked_factors smallint not null default 0,
  add column options text[] not null default '{}',
  add column direct_convexity double precision,
  add column direct_option_contributions double precision[] not null default '{}',
  add column correlated double precision,
  add column correlated_fraction double precision,
  add column correlated_moves double precision[] not null default '{}',
  add column correlated_factor_contributions double precision[] not null default '{}',
  add column correlated_symbol_contributions double precision[] not null default '{}',
  add column correlated_convexity double precision,
  add column correlated_option_contributions double precision[] not null default '{}';
-- Defaults served the rows already there; the program always gives a value.
alter table stress_test_results
  alter column source drop default,
  alter column table_factors drop default,
  alter column shocked_factors drop default,
  alter column options drop default,
  alter column direct_option_contributions drop default,
  alter column correlated_moves drop default,
  alter column correlated_factor_contributions drop default,
  alter column correlated_symbol_contributions drop default,
  alter column correlated_option_contributions drop default;
comment on column stress_test_results.direct is 'P&L in USD; only the shocked factors move. Null where no holding has loadings.';
comment on column stress_test_results.direct_moves is 'Returns of the seven joint factors as shocked.';
comment on column stress_test_results.direct_factor_contributions is 'P&L over NAV by joint factor.';
comment on column stress_test_results.direct_symbol_contributions is 'P&L over NAV by symbol; null without loadings.';
comment on column stress_test_results.source is 'Where the shocks come from: the scenario table, or what the factors did in the episode.';
comment on column stress_test_results.table_factors is 'Joint factors that take the table''s shock, their proxy having no prices in the episode.';
comment on column stress_test_results.plausibility_distance is 'Mahalanobis distance of the shocks, standard deviations.';
comment on column stress_test_results.plausibility_percentile is 'Share of draws that lie nearer.';
comment on column stress_test_results.shocked_factors is 'Joint factors that are shocked.';
comment on column stress_test_results.options is 'Option lots revalued, by symbol, in the order of the contributions.';
comment on column stress_test_results.direct_convexity is 'What full revaluation of options adds to the linear P&L, over NAV.';
comment on column stress_test_results.direct_option_contributions is 'The same by option.';
comment on column stress_test_results.correlated is 'P&L in USD; the other factors move as expected given the shocked ones.';
comment on column stress_test_results.correlated_fraction is 'The same over NAV.';
comment on column stress_test_results.correlated_moves is 'Returns of the seven joint factors then; empty without a covariance, as the arrays below.';
comment on column stress_test_results.correlated_factor_contributions is 'P&L over NAV by joint factor.';
comment on column stress_test_results.correlated_symbol_contributions is 'P&L over NAV by symbol.';
comment on column stress_test_results.correlated_convexity is 'What full revaluation of options adds, over NAV.';
comment on column stress_test_results.correlated_option_contributions is 'The same by option.';
