-- Why: where NAV is not positive no holding has a weight, and what is known of the session is stored all the same.
-- Lock impact: access exclusive on two tables for an instant, no table rewrite.
-- Undo by hand: delete the rows without a weight, then set both columns not null.

alter table position_factor_exposures alter column weight drop not null;
comment on column position_factor_exposures.weight is 'Market value over NAV, signed; null where NAV is not positive.';

alter table stress_test_results alter column not_covered drop not null;
comment on column stress_test_results.not_covered is
  'Share of NAV, in absolute value, without joint loadings; null where NAV is not positive.';
