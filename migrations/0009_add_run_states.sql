-- Why: results are replaced in place, so what a run said of a portfolio, and from which facts, is kept apart: with it
-- two runs can be compared and restated data told from a changed book.
-- Lock impact: none, new tables. Undo by hand: drop both tables.

create table portfolio_facts_versions (
  portfolio_id uuid not null constraint portfolio_facts_versions_portfolio_id_fkey references portfolios (id) on delete cascade,
  facts_revision bigint not null,
  facts jsonb not null,
  recorded_at timestamptz not null default now(),
  constraint portfolio_facts_versions_pkey primary key (portfolio_id, facts_revision)
);
comment on table portfolio_facts_versions is 'Facts of a portfolio as runs found them: one row for each revision that a run computed.';
comment on column portfolio_facts_versions.portfolio_id is 'Portfolio.';
comment on column portfolio_facts_versions.facts_revision is 'Revision of the portfolio''s facts.';
comment on column portfolio_facts_versions.facts is 'Equity, lots and flows; quantities and prices as exact decimals in text.';
comment on column portfolio_facts_versions.recorded_at is 'When a run first computed this revision.';

create table portfolio_run_states (
  portfolio_id uuid not null constraint portfolio_run_states_portfolio_id_fkey references portfolios (id) on delete cascade,
  run_id uuid not null constraint portfolio_run_states_run_id_fkey references batch_run_history (id) on delete cascade,
  as_of date not null,
  facts_revision bigint not null,
  price_revisions jsonb not null,
  nav double precision not null,
  market_beta double precision,
  volatility double precision,
  var_95 double precision,
  es_95 double precision,
  method smallint not null,
  recorded_at timestamptz not null default now(),
  constraint portfolio_run_states_pkey primary key (portfolio_id, run_id)
);
comment on table portfolio_run_states is 'What a run said of a portfolio at its last session, and what it was computed from; never replaced.';
comment on column portfolio_run_states.portfolio_id is 'Portfolio.';
comment on column portfolio_run_states.run_id is 'Run.';
comment on column portfolio_run_states.as_of is 'Last session of the run.';
comment on column portfolio_run_states.facts_revision is 'Revision of the portfolio''s facts.';
comment on column portfolio_run_states.price_revisions is 'Price revision of each symbol of the portfolio and of the factor proxies.';
comment on column portfolio_run_states.nav is 'NAV, USD.';
comment on column portfolio_run_states.market_beta is 'Market beta, 90 sessions; null without an estimate.';
comment on column portfolio_run_states.volatility is 'Annualised, by the factor model.';
comment on column portfolio_run_states.var_95 is 'One session, filtered historical simulation, fraction of NAV, positive = loss.';
comment on column portfolio_run_states.es_95 is 'Expected shortfall beside it.';
comment on column portfolio_run_states.method is 'Version of the method.';
comment on column portfolio_run_states.recorded_at is 'When the run stored it.';
