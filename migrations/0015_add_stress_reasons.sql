-- Why: a scenario without a correlated reading or a plausibility says why, as every number does that is not there.
-- Lock impact: short exclusive lock on stress_test_results, no rewrite. Undo by hand: drop the columns.

alter table stress_test_results
  add column correlated_reason text,
  add column plausibility_reason text;
comment on column stress_test_results.correlated_reason is 'Why the session has no correlated reading, as a code; null where it has one.';
comment on column stress_test_results.plausibility_reason is 'Why the shock has no plausibility, as a code; null where it has one.';
