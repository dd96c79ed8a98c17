-- Why: days to liquidate a holding follow from the shares its symbol usually trades in a day.
-- Lock impact: access exclusive on symbol_daily_metrics for an instant, no table rewrite.
-- Undo by hand: drop the column.

alter table symbol_daily_metrics add column median_volume_21 double precision;
comment on column symbol_daily_metrics.median_volume_21 is
  'Median of the shares traded in a session, last 21 sessions; null with fewer than 15 volumes.';
comment on table symbol_daily_metrics is
  'Returns, realised volatility and usual volume of a symbol, one row a session; null where there is no estimate.';
