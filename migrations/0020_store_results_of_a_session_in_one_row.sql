-- Why: what a run stores of its last session only was a row for each lot, holding or scenario, 83 of a portfolio of thirty
-- lots, and every night replaces all of them: rows and index entries were most of what a night cost. Now it is one row of
-- arrays a portfolio, four in all, and the former tables are views on them, for whoever wants a row each.
-- Lock impact: access exclusive on the four tables while their rows are brought over; some seconds for 10,000 portfolios.
-- Undo by hand: create the former tables from the views, then drop views and tables.

-- Rows stay whole up to a page: arrays of numbers do not compress, and each one moved out is a row and an index entry again.

create table lot_values (
  portfolio_id uuid not null constraint lot_values_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  position_id uuid[] not null,
  quantity double precision[] not null,
  price double precision[] not null,
  price_source text[] not null,
  market_value double precision[] not null,
  weight double precision[] not null,
  cost_basis double precision[] not null,
  unrealized_pnl double precision[] not null,
  realized_pnl double precision[] not null,
  dividends double precision[] not null,
  daily_pnl double precision[] not null,
  underlying_price double precision[],
  implied_volatility double precision[],
  delta double precision[],
  gamma double precision[],
  vega double precision[],
  theta double precision[],
  rho double precision[],
  delta_exposure double precision[],
  run_id uuid not null,
  method smallint not null,
  constraint lot_values_pkey primary key (portfolio_id, as_of)
) with (toast_tuple_target = 8160);
comment on table lot_values is 'Value of every lot at the last session, one row a portfolio: element i of each array is of the same lot. As rows: position_values.';
comment on column lot_values.portfolio_id is 'Portfolio.';
comment on column lot_values.as_of is 'Session whose closing data are used.';
comment on column lot_values.position_id is 'Lot.';
comment on column lot_values.quantity is 'Units held at this close, after splits.';
comment on column lot_values.price is 'Price used; null when not held.';
comment on column lot_values.price_source is 'Where the price comes from.';
comment on column lot_values.market_value is 'USD, signed.';
comment on column lot_values.weight is 'Market value over NAV; null where NAV is not positive.';
comment on column lot_values.cost_basis is 'USD paid for the lot, signed.';
comment on column lot_values.unrealized_pnl is 'USD.';
comment on column lot_values.realized_pnl is 'USD locked in so far.';
comment on column lot_values.dividends is 'USD received so far.';
comment on column lot_values.daily_pnl is 'USD on this session.';
comment on column lot_values.underlying_price is 'Option: USD, close of the underlying used; null for other lots and where none is known, and the whole array for a portfolio without such an option, as for the columns below.';
comment on column lot_values.implied_volatility is 'Option: annual fraction behind the sensitivities, implied by its price or held flat since entry.';
comment on column lot_values.delta is 'Option: change of its price per unit of the underlying''s.';
comment on column lot_values.gamma is 'Option: change of delta per unit of the underlying''s price.';
comment on column lot_values.vega is 'Option: change of its price per 1.00 of volatility.';
comment on column lot_values.theta is 'Option: change of its price per year that passes.';
comment on column lot_values.rho is 'Option: change of its price per 1.00 of the rate.';
comment on column lot_values.delta_exposure is 'Option: USD, signed; quantity, multiplier, delta and underlying price multiplied.';
comment on column lot_values.run_id is 'Run that wrote the row.';
comment on column lot_values.method is 'Version of the method.';

insert into lot_values
select portfolio_id, as_of, array_agg(position_id order by position_id), array_agg(quantity order by position_id),
  array_agg(price order by position_id), array_agg(price_source order by position_id),
  array_agg(market_value order by position_id), array_agg(weight order by position_id),
  array_agg(cost_basis order by position_id), array_agg(unrealized_pnl order by position_id),
  array_agg(realized_pnl order by position_id), array_agg(dividends order by position_id),
  array_agg(daily_pnl order by position_id),
  case when count(delta) > 0 then array_agg(underlying_price order by position_id) end,
  case when count(delta) > 0 then array_agg(implied_volatility order by position_id) end,
  case when count(delta) > 0 then array_agg(delta order by position_id) end,
  case when count(delta) > 0 then array_agg(gamma order by position_id) end,
  case when count(delta) > 0 then array_agg(vega order by position_id) end,
  case when count(delta) > 0 then array_agg(theta order by position_id) end,
  case when count(delta) > 0 then array_agg(rho order by position_id) end,
  case when count(delta) > 0 then array_agg(delta_exposure order by position_id) end,
  (array_agg(run_id order by position_id))[1], min(method)
from position_values group by portfolio_id, as_of;
drop table position_values;

create view position_values with (security_invoker = true) as
  select w.portfolio_id, w.as_of, v.*, w.run_id, w.method
  from lot_values w
  cross join lateral unnest(w.position_id, w.quantity, w.price, w.price_source, w.market_value, w.weight, w.cost_basis,
    w.unrealized_pnl, w.realized_pnl, w.dividends, w.daily_pnl, w.underlying_price, w.implied_volatility, w.delta, w.gamma,
    w.vega, w.theta, w.rho, w.delta_exposure)
    as v (position_id, quantity, price, price_source, market_value, weight, cost_basis, unrealized_pnl, realized_pnl,
      dividends, daily_pnl, underlying_price, implied_volatility, delta, gamma, vega, theta, rho, delta_exposure)
  -- A lot that was deleted since has no value any more.
  where exists (select from positions l where l.id = v.position_id);
comment on view position_values is 'lot_values with one row a lot.';

create table lot_marks (
  portfolio_id uuid constraint lot_marks_pkey primary key
    constraint lot_marks_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  position_id uuid[] not null,
  price double precision[] not null,
  market_value double precision[] not null,
  unrealized_pnl double precision[] not null,
  run_id uuid not null
) with (toast_tuple_target = 8160, fillfactor = 45);
comment on table lot_marks is 'Latest price and P&L of every lot, one row a portfolio, for lists: element i of each array is of the same lot. Derived; the lots themselves are never changed by the batch. As rows: position_marks. Updated in place every night: pages are filled by half, so that the new version of a row finds room beside the old one and no index changes.';
comment on column lot_marks.portfolio_id is 'Portfolio.';
comment on column lot_marks.as_of is 'Session of the marks; never goes back.';
comment on column lot_marks.position_id is 'Lot.';
comment on column lot_marks.price is 'Last price used; null when not held.';
comment on column lot_marks.market_value is 'USD.';
comment on column lot_marks.unrealized_pnl is 'USD.';
comment on column lot_marks.run_id is 'Run that wrote the row.';

-- A lot that ended before the portfolio's last session may have kept an older mark; the next run gives it that of the others.
insert into lot_marks
select portfolio_id, max(as_of), array_agg(position_id order by position_id), array_agg(price order by position_id),
  array_agg(market_value order by position_id), array_agg(unrealized_pnl order by position_id),
  (array_agg(run_id order by as_of desc))[1]
from position_marks group by portfolio_id;
drop table position_marks;

create view position_marks with (security_invoker = true) as
  select v.position_id, w.portfolio_id, w.as_of, v.price, v.market_value, v.unrealized_pnl, w.run_id
  from lot_marks w
  cross join lateral unnest(w.position_id, w.price, w.market_value, w.unrealized_pnl)
    as v (position_id, price, market_value, unrealized_pnl)
  where exists (select from positions l where l.id = v.position_id);
comment on view position_marks is 'lot_marks with one row a lot.';

create table holding_exposures (
  portfolio_id uuid not null constraint holding_exposures_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  symbol text[] not null,
  weight double precision[] not null,
  loadings double precision[] not null,
  run_id uuid not null,
  method smallint not null,
  constraint holding_exposures_pkey primary key (portfolio_id, as_of)
) with (toast_tuple_target = 8160);
alter table holding_exposures alter column loadings set storage external;
comment on table holding_exposures is 'Loadings behind the exposures of the last session, one row a portfolio. As rows: position_factor_exposures.';
comment on column holding_exposures.portfolio_id is 'Portfolio.';
comment on column holding_exposures.as_of is 'Session whose closing data are used.';
comment on column holding_exposures.symbol is 'Symbols held, lots netted.';
comment on column holding_exposures.weight is 'Market value over NAV, by symbol; null where NAV is not positive.';
comment on column holding_exposures.loadings is 'Loadings by factor, one symbol''s after the other''s.';
comment on column holding_exposures.run_id is 'Run that wrote the row.';
comment on column holding_exposures.method is 'Version of the method.';

insert into holding_exposures
select portfolio_id, as_of, array_agg(symbol order by symbol collate "C"), array_agg(weight order by symbol collate "C"),
  (select array_agg(u.loading order by p.symbol collate "C", u.i) from position_factor_exposures p
    cross join lateral unnest(p.loadings) with ordinality as u (loading, i)
    where p.portfolio_id = h.portfolio_id and p.as_of = h.as_of),
  (array_agg(run_id order by symbol collate "C"))[1], min(method)
from position_factor_exposures h group by portfolio_id, as_of;
drop table position_factor_exposures;

create view position_factor_exposures with (security_invoker = true) as
  select w.portfolio_id, w.as_of, v.symbol, v.weight,
    w.loadings[(v.i - 1) * width.factors + 1 : v.i * width.factors] as loadings, w.run_id, w.method
  from holding_exposures w
  cross join lateral (select cardinality(w.loadings) / cardinality(w.symbol) as factors) width
  cross join lateral unnest(w.symbol, w.weight) with ordinality as v (symbol, weight, i)
  where cardinality(w.symbol) > 0;
comment on view position_factor_exposures is 'holding_exposures with one row a holding.';

create table stress_results (
  portfolio_id uuid not null constraint stress_results_portfolio_id_fkey references portfolios (id) on delete cascade,
  as_of date not null,
  symbols text[] not null,
  options text[] not null,
  not_covered double precision,
  scenario_id text[] not null,
  source text[] not null constraint stress_results_source_check check (source <@ array['table', 'replay']),
  table_factors text[] not null,
  shocked_factors smallint[] not null,
  plausibility_distance double precision[] not null,
  plausibility_percentile double precision[] not null,
  plausibility_reason text[] not null,
  direct double precision[] not null,
  direct_fraction double precision[] not null,
  direct_convexity double precision[] not null,
  direct_moves double precision[] not null,
  direct_factor_contributions double precision[] not null,
  direct_symbol_contributions double precision[] not null,
  direct_option_contributions double precision[] not null,
  correlated double precision[] not null,
  correlated_fraction double precision[] not null,
  correlated_convexity double precision[] not null,
  correlated_reason text[] not null,
  correlated_moves double precision[] not null,
  correlated_factor_contributions double precision[] not null,
  correlated_symbol_contributions double precision[] not null,
  correlated_option_contributions double precision[] not null,
  run_id uuid not null,
  method smallint not null,
  constraint stress_results_pkey primary key (portfolio_id, as_of)
);
alter table stress_results
  alter column direct_symbol_contributions set storage external,
  alter column correlated_symbol_contributions set storage external,
  alter column direct_factor_contributions set storage external,
  alter column correlated_factor_contributions set storage external;
comment on table stress_results is 'Scenarios applied to the exposures of the last session, one row a portfolio: element i of an array is of the i-th scenario; arrays of several numbers a scenario hold one scenario''s after the other''s. As rows: stress_test_results.';
comment on column stress_results.portfolio_id is 'Portfolio.';
comment on column stress_results.as_of is 'Session whose closing data are used.';
comment on column stress_results.symbols is 'Symbols, in the order of their contributions.';
comment on column stress_results.options is 'Option lots revalued, by symbol, in the order of their contributions.';
comment on column stress_results.not_covered is 'Share of NAV, in absolute value, without joint loadings; null where NAV is not positive.';
comment on column stress_results.scenario_id is 'Scenarios of the scenario table.';
comment on column stress_results.source is 'Where the shocks come from: the scenario table, or what the factors did in the episode (replay).';
comment on column stress_results.table_factors is 'Joint factors that take the table''s shock, their proxy having no prices in the episode; names with commas between.';
comment on column stress_results.shocked_factors is 'Joint factors that are shocked.';
comment on column stress_results.plausibility_distance is 'Mahalanobis distance of the shocks, standard deviations.';
comment on column stress_results.plausibility_percentile is 'Share of draws that lie nearer.';
comment on column stress_results.plausibility_reason is 'Why the shock has no plausibility, as a code; null where it has one.';
comment on column stress_results.direct is 'P&L in USD; only the shocked factors move. Null where no holding has loadings.';
comment on column stress_results.direct_fraction is 'The same over NAV.';
comment on column stress_results.direct_convexity is 'What full revaluation of options adds to the linear P&L, over NAV.';
comment on column stress_results.direct_moves is 'Returns of the seven joint factors as shocked.';
comment on column stress_results.direct_factor_contributions is 'P&L over NAV by joint factor.';
comment on column stress_results.direct_symbol_contributions is 'P&L over NAV by symbol; null without loadings.';
comment on column stress_results.direct_option_contributions is 'What revaluation adds, by option.';
comment on column stress_results.correlated is 'P&L in USD; the other factors move as expected given the shocked ones.';
comment on column stress_results.correlated_fraction is 'The same over NAV.';
comment on column stress_results.correlated_convexity is 'What full revaluation of options adds then.';
comment on column stress_results.correlated_reason is 'Why the session has no correlated reading, as a code; null where it has one. Without one, its arrays hold nulls.';
comment on column stress_results.correlated_moves is 'Returns of the seven joint factors then.';
comment on column stress_results.correlated_factor_contributions is 'P&L over NAV by joint factor then.';
comment on column stress_results.correlated_symbol_contributions is 'P&L over NAV by symbol then.';
comment on column stress_results.correlated_option_contributions is 'What revaluation adds then, by option.';
comment on column stress_results.run_id is 'Run that wrote the row.';
comment on column stress_results.method is 'Version of the method.';

do $$
declare
  arrays constant text[] := array['moves', 'factor_contributions', 'symbol_contributions', 'option_contributions'];
  flat text := '';
  name text;
  reading text;
begin
  -- Rows from before reasons were kept have neither a correlated reading nor a reason.
  update stress_test_results set correlated_reason = 'NOT_RECORDED'
  where correlated_reason is null and cardinality(correlated_moves) = 0;
  -- One scenario's numbers after the other's; nulls where a scenario has no correlated reading.
  foreach reading in array array['direct', 'correlated'] loop
    foreach name in array arrays loop
      flat := flat || format(
        'coalesce((select array_agg(s.%1$I[k] order by s.scenario_id collate "C", k) from stress_test_results s
           cross join lateral generate_series(1, cardinality(s.%2$I)) k
           where s.portfolio_id = h.portfolio_id and s.as_of = h.as_of), ''{}'') as %1$I, ',
        reading || '_' || name, 'direct_' || name);
    end loop;
  end loop;
  execute 'insert into stress_results (direct_moves, direct_factor_contributions, direct_symbol_contributions,
      direct_option_contributions, correlated_moves, correlated_factor_contributions, correlated_symbol_contributions,
      correlated_option_contributions, portfolio_id, as_of, symbols, options, not_covered, scenario_id, source,
      table_factors, shocked_factors, plausibility_distance, plausibility_percentile, plausibility_reason, direct,
      direct_fraction, direct_convexity, correlated, correlated_fraction, correlated_convexity, correlated_reason, run_id, method)
    select ' || flat || 'h.* from (
      select portfolio_id, as_of, min(symbols) as symbols, min(options) as options, min(not_covered) as not_covered,
        array_agg(scenario_id order by scenario_id collate "C"), array_agg(source order by scenario_id collate "C"),
        array_agg(array_to_string(table_factors, '','') order by scenario_id collate "C"),
        array_agg(shocked_factors order by scenario_id collate "C"),
        array_agg(plausibility_distance order by scenario_id collate "C"),
        array_agg(plausibility_percentile order by scenario_id collate "C"),
        array_agg(plausibility_reason order by scenario_id collate "C"),
        array_agg(direct order by scenario_id collate "C"), array_agg(direct_fraction order by scenario_id collate "C"),
        array_agg(direct_convexity order by scenario_id collate "C"),
        array_agg(correlated order by scenario_id collate "C"),
        array_agg(correlated_fraction order by scenario_id collate "C"),
        array_agg(correlated_convexity order by scenario_id collate "C"),
        array_agg(correlated_reason order by scenario_id collate "C"), (array_agg(run_id))[1], min(method)
      from stress_test_results group by portfolio_id, as_of) h';
end
$$;
drop table stress_test_results;

-- The n-th part of an array that holds `parts` parts of the same length.
create function nth_part(numbers double precision[], n bigint, parts integer) returns double precision[]
  language sql immutable parallel safe
  return numbers[(n - 1) * (cardinality(numbers) / parts) + 1 : n * (cardinality(numbers) / parts)];
comment on function nth_part is 'The n-th of so many parts of equal length of an array.';

create view stress_test_results with (security_invoker = true) as
  select w.portfolio_id, w.as_of, v.scenario_id, v.direct, v.direct_fraction,
    nth_part(w.direct_moves, v.i, n) as direct_moves,
    nth_part(w.direct_factor_contributions, v.i, n) as direct_factor_contributions, w.symbols,
    nth_part(w.direct_symbol_contributions, v.i, n) as direct_symbol_contributions, w.not_covered, v.source,
    string_to_array(v.table_factors, ',') as table_factors, v.plausibility_distance, v.plausibility_percentile,
    v.shocked_factors, w.options, v.direct_convexity,
    nth_part(w.direct_option_contributions, v.i, n) as direct_option_contributions, v.correlated, v.correlated_fraction,
    case when v.correlated_reason is null then nth_part(w.correlated_moves, v.i, n) else '{}' end as correlated_moves,
    case when v.correlated_reason is null then nth_part(w.correlated_factor_contributions, v.i, n) else '{}' end
      as correlated_factor_contributions,
    case when v.correlated_reason is null then nth_part(w.correlated_symbol_contributions, v.i, n) else '{}' end
      as correlated_symbol_contributions,
    v.correlated_convexity,
    case when v.correlated_reason is null then nth_part(w.correlated_option_contributions, v.i, n) else '{}' end
      as correlated_option_contributions,
    v.correlated_reason, v.plausibility_reason, w.run_id, w.method
  from stress_results w
  cross join lateral cardinality(w.scenario_id) n
  cross join lateral unnest(w.scenario_id, w.source, w.table_factors, w.shocked_factors, w.plausibility_distance,
    w.plausibility_percentile, w.plausibility_reason, w.direct, w.direct_fraction, w.direct_convexity, w.correlated,
    w.correlated_fraction, w.correlated_convexity, w.correlated_reason) with ordinality
    as v (scenario_id, source, table_factors, shocked_factors, plausibility_distance, plausibility_percentile,
      plausibility_reason, direct, direct_fraction, direct_convexity, correlated, correlated_fraction, correlated_convexity,
      correlated_reason, i);
comment on view stress_test_results is 'stress_results with one row a scenario.';

do $$
declare
  own constant text := 'portfolio_id = any (array(select p.id from portfolios p where p.owner_id = tenant_id()))';
  name text;
begin
  foreach name in array array['lot_values', 'lot_marks', 'holding_exposures', 'stress_results'] loop
    execute format('grant select on %I to sigmasight_api', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I for select to sigmasight_api using (%s)', name || '_tenant', name, own);
  end loop;
end
$$;
grant select on position_values, position_marks, position_factor_exposures, stress_test_results to sigmasight_api;
