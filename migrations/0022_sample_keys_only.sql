-- Why: nobody looks for a result or a price by its value, only by its key, but autovacuum sorts a sample of each column of a
-- table that has grown by a tenth, and of arrays counts the elements: most of what it did beside a run. The planner needs
-- to know the keys only.
-- Lock impact: share update exclusive for an instant on each table, no rewrite.
-- Undo by hand: alter table … alter column … set statistics default.

do $$
declare
  value record;
begin
  for value in
    select a.attrelid::regclass as in_table, a.attname as name
    from pg_attribute a
    where a.attrelid = any (array[
        'concentration', 'correlations', 'factor_exposures', 'holding_exposures', 'lot_marks', 'lot_values',
        'market_data_cache', 'portfolio_run_states', 'portfolio_snapshots', 'risk_decompositions', 'risk_metrics',
        'stress_results', 'symbol_daily_metrics', 'symbol_factor_exposures', 'volatility'
      ]::regclass[])
      and a.attnum > 0 and not a.attisdropped
      and not exists (select 1 from pg_index i where i.indrelid = a.attrelid and a.attnum = any (i.indkey))
  loop
    execute format('alter table %s alter column %I set statistics 0', value.in_table, value.name);
  end loop;
end
$$;
