-- Why: what the market did, with provenance, and which part of it is known for each symbol.
-- Lock impact: none, new tables. Undo by hand: drop the tables in reverse order.

create table calendar_exceptions (
  exception_date date constraint calendar_exceptions_pkey primary key,
  kind text not null constraint calendar_exceptions_kind_check check (kind in ('closed', 'open', 'early_close')),
  note text,
  created_at timestamptz not null default now()
);
comment on table calendar_exceptions is 'An operator''s corrections of the NYSE calendar''s rules.';
comment on column calendar_exceptions.exception_date is 'The day.';
comment on column calendar_exceptions.kind is 'closed, open, or early_close (13:00).';
comment on column calendar_exceptions.note is 'Why.';
comment on column calendar_exceptions.created_at is 'When it was entered.';

create table symbol_universe (
  symbol text constraint symbol_universe_pkey primary key,
  price_revision integer not null default 0,
  covered_from date,
  covered_to date,
  history_provider text,
  closes_are_raw boolean,
  holes_checked_at timestamptz,
  dead_until timestamptz,
  is_behind boolean not null default false,
  profile_revision integer not null default 0,
  profile_checked_at timestamptz,
  fundamentals_checked_at timestamptz,
  added_at timestamptz not null default now()
);
comment on table symbol_universe is 'Every symbol a run must cover, and what is known of its history.';
comment on column symbol_universe.symbol is 'Ticker, OCC symbol, factor proxy, benchmark or ^IRX.';
comment on column symbol_universe.price_revision is 'Goes up when stored history changes. Later sessions appended, and earlier ones put in front, do not change it.';
comment on column symbol_universe.covered_from is 'First session that was asked of the providers.';
comment on column symbol_universe.covered_to is 'Last session that was asked of the providers.';
comment on column symbol_universe.history_provider is 'Provider of the stored history.';
comment on column symbol_universe.closes_are_raw is 'Whether the provider gives closes as printed; else splits it does not name may hide in them.';
comment on column symbol_universe.holes_checked_at is 'When missing sessions inside the covered range were last asked for again.';
comment on column symbol_universe.dead_until is 'No provider knew the symbol; it is not asked for before this instant.';
comment on column symbol_universe.is_behind is 'Whether results went on beyond covered_to without its prices: what comes then changes them.';
comment on column symbol_universe.profile_revision is 'Goes up when the stored profile changes.';
comment on column symbol_universe.profile_checked_at is 'When the profile was last asked for.';
comment on column symbol_universe.fundamentals_checked_at is 'When the statements were last asked for.';
comment on column symbol_universe.added_at is 'When a run first needed it.';

create table market_data_cache (
  symbol text not null,
  session date not null,
  close double precision not null constraint market_data_cache_close_check check (close > 0),
  adj_close double precision not null,
  open double precision,
  high double precision,
  low double precision,
  volume double precision,
  constraint market_data_cache_pkey primary key (symbol, session)
);
comment on table market_data_cache is 'Daily bars. A missing session is a missing row, never a zero.';
comment on column market_data_cache.symbol is 'Symbol of the universe.';
comment on column market_data_cache.session is 'Session of the bar.';
comment on column market_data_cache.close is 'Raw close as printed, USD (percent for ^IRX).';
comment on column market_data_cache.adj_close is 'Total-return close; only its ratios have meaning.';
comment on column market_data_cache.open is 'Raw open.';
comment on column market_data_cache.high is 'Raw high.';
comment on column market_data_cache.low is 'Raw low.';
comment on column market_data_cache.volume is 'Shares traded.';

create table corporate_actions (
  symbol text not null,
  ex_date date not null,
  kind text not null constraint corporate_actions_kind_check check (kind in ('split', 'dividend')),
  value double precision not null constraint corporate_actions_value_check check (value > 0),
  constraint corporate_actions_pkey primary key (symbol, ex_date, kind)
);
comment on table corporate_actions is 'Splits and cash dividends.';
comment on column corporate_actions.symbol is 'Symbol of the universe.';
comment on column corporate_actions.ex_date is 'First day without the right.';
comment on column corporate_actions.kind is 'split or dividend.';
comment on column corporate_actions.value is 'New shares for one old, or USD per share on the share basis of the ex-date.';

create table provider_fetches (
  id bigint generated always as identity constraint provider_fetches_pkey primary key,
  symbol text not null,
  kind text not null constraint provider_fetches_kind_check check (kind in ('history', 'profile', 'fundamentals')),
  from_session date,
  to_session date,
  outcome text not null constraint provider_fetches_outcome_check
    check (outcome in ('served', 'unknown_symbol', 'no_data', 'failed')),
  provider text,
  attempts jsonb not null,
  bars integer not null default 0,
  run_id uuid,
  fetched_at timestamptz not null default now()
);
create index provider_fetches_symbol_idx on provider_fetches (symbol, fetched_at);
comment on table provider_fetches is 'Provenance: what was asked of which provider, who gave it, and why others did not.';
comment on column provider_fetches.id is 'Order of the fetches.';
comment on column provider_fetches.symbol is 'Symbol asked for.';
comment on column provider_fetches.kind is 'history, profile or fundamentals.';
comment on column provider_fetches.from_session is 'First session asked for.';
comment on column provider_fetches.to_session is 'Last session asked for.';
comment on column provider_fetches.outcome is 'What came of it.';
comment on column provider_fetches.provider is 'Provider that gave the data.';
comment on column provider_fetches.attempts is 'Every provider tried: outcome, code, message, duration.';
comment on column provider_fetches.bars is 'Bars received.';
comment on column provider_fetches.run_id is 'Run that asked.';
comment on column provider_fetches.fetched_at is 'When.';

create table fetch_claims (
  symbol text not null,
  kind text not null,
  holder text not null,
  lease_until timestamptz not null,
  constraint fetch_claims_pkey primary key (symbol, kind)
);
comment on table fetch_claims is 'Who is fetching a symbol now; others wait for the row to go or its lease to end.';
comment on column fetch_claims.symbol is 'Symbol being fetched.';
comment on column fetch_claims.kind is 'history, profile or fundamentals.';
comment on column fetch_claims.holder is 'The run that fetches; another attempt of its unit takes the claim over.';
comment on column fetch_claims.lease_until is 'When the claim lapses if its holder died.';

create table company_profiles (
  symbol text constraint company_profiles_pkey primary key,
  name text,
  sector text,
  industry text,
  asset_type text constraint company_profiles_asset_type_check
    check (asset_type in ('stock', 'etf', 'mutual_fund', 'bond', 'index', 'other')),
  provider_beta double precision,
  sector_weights jsonb,
  provider text not null,
  updated_at timestamptz not null default now()
);
comment on table company_profiles is 'Slow-moving facts of a symbol.';
comment on column company_profiles.symbol is 'Symbol of the universe.';
comment on column company_profiles.name is 'Name.';
comment on column company_profiles.sector is 'Sector; null for a fund.';
comment on column company_profiles.industry is 'Industry.';
comment on column company_profiles.asset_type is 'Kind of instrument.';
comment on column company_profiles.provider_beta is 'The vendor''s own beta, whatever its window.';
comment on column company_profiles.sector_weights is 'Look-through of a fund: sector to fraction.';
comment on column company_profiles.provider is 'Who gave it.';
comment on column company_profiles.updated_at is 'When it last changed.';

create table fundamentals (
  symbol text not null,
  period_end date not null,
  frequency text not null constraint fundamentals_frequency_check check (frequency in ('annual', 'quarterly')),
  currency text not null,
  revenue double precision,
  net_income double precision,
  eps_diluted double precision,
  total_assets double precision,
  total_equity double precision,
  estimate_eps double precision,
  provider text not null,
  updated_at timestamptz not null default now(),
  constraint fundamentals_pkey primary key (symbol, period_end, frequency)
);
comment on table fundamentals is 'Statements and estimates.';
comment on column fundamentals.symbol is 'Symbol of the universe.';
comment on column fundamentals.period_end is 'End of the period.';
comment on column fundamentals.frequency is 'annual or quarterly.';
comment on column fundamentals.currency is 'Currency of the amounts.';
comment on column fundamentals.revenue is 'Revenue of the period.';
comment on column fundamentals.net_income is 'Net income of the period.';
comment on column fundamentals.eps_diluted is 'Diluted earnings per share.';
comment on column fundamentals.total_assets is 'Assets at the end.';
comment on column fundamentals.total_equity is 'Equity at the end.';
comment on column fundamentals.estimate_eps is 'Consensus earnings per share for the period.';
comment on column fundamentals.provider is 'Who gave it.';
comment on column fundamentals.updated_at is 'When it was stored.';
