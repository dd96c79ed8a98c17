-- Why: what people state about their books. The batch reads these tables and never writes to them.
-- Lock impact: none, new tables. Undo by hand: drop the tables in reverse order.

create table portfolios (
  id uuid constraint portfolios_pkey primary key default gen_random_uuid(),
  owner_id uuid not null constraint portfolios_owner_id_fkey references users (id) on delete cascade,
  name text not null,
  account_name text not null,
  account_type text not null constraint portfolios_account_type_check
    check (account_type in ('taxable', 'ira', 'roth_ira', '401k', '403b', '529', 'hsa', 'trust', 'other')),
  description text,
  equity_balance numeric not null constraint portfolios_equity_balance_check check (equity_balance > 0),
  equity_as_of date,
  file_sha256 text not null,
  is_demo boolean not null default false,
  facts_revision bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint portfolios_owner_account_key unique (owner_id, account_name)
);
comment on table portfolios is 'One account of one user.';
comment on column portfolios.id is 'Random id.';
comment on column portfolios.owner_id is 'The only user who may see it, beside administrators running batches.';
comment on column portfolios.name is 'Name shown.';
comment on column portfolios.account_name is 'Name of the account, unique for its owner.';
comment on column portfolios.account_type is 'Tax type of the account.';
comment on column portfolios.description is 'Free text.';
comment on column portfolios.equity_balance is 'NAV in USD as stated: before the first entries, or at equity_as_of.';
comment on column portfolios.equity_as_of is 'Session whose close equity_balance belongs to; null means before the first entries.';
comment on column portfolios.file_sha256 is 'Hash of the imported file, for idempotent creation.';
comment on column portfolios.is_demo is 'Whether it is the demo portfolio.';
comment on column portfolios.facts_revision is 'Goes up with every change of a fact; part of every input version.';
comment on column portfolios.created_at is 'When it was created.';
comment on column portfolios.updated_at is 'When a fact last changed.';

create table positions (
  id uuid constraint positions_pkey primary key default gen_random_uuid(),
  portfolio_id uuid not null constraint positions_portfolio_id_fkey references portfolios (id) on delete cascade,
  line integer,
  symbol text not null,
  investment_class text not null constraint positions_investment_class_check
    check (investment_class in ('PUBLIC', 'OPTIONS', 'PRIVATE')),
  investment_subtype text,
  quantity numeric not null constraint positions_quantity_check check (quantity <> 0),
  entry_price numeric,
  entry_date date not null,
  exit_date date,
  exit_price numeric,
  underlying_symbol text,
  strike_price numeric,
  expiration_date date,
  option_type text constraint positions_option_type_check check (option_type in ('CALL', 'PUT')),
  mark numeric,
  mark_date date,
  basis_date date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint positions_exit_check check ((exit_date is null) = (exit_price is null)),
  constraint positions_mark_check check ((mark is null) = (mark_date is null)),
  constraint positions_option_check check (
    (investment_class = 'OPTIONS')
      = (underlying_symbol is not null and strike_price is not null and expiration_date is not null and option_type is not null)
  )
);
create index positions_portfolio_id_idx on positions (portfolio_id);
comment on table positions is 'Lots as their owner stated them, exact decimals.';
comment on column positions.id is 'Random id.';
comment on column positions.portfolio_id is 'Portfolio that holds the lot.';
comment on column positions.line is 'Line of the imported file; null for a lot added by hand.';
comment on column positions.symbol is 'Ticker in capitals, OCC symbol of an option, or the name of a private holding.';
comment on column positions.investment_class is 'PUBLIC, OPTIONS or PRIVATE.';
comment on column positions.investment_subtype is 'Kind within the class.';
comment on column positions.quantity is 'Units or contracts, signed: short is negative.';
comment on column positions.entry_price is 'USD per unit or per share of premium; null where the cost is unknown.';
comment on column positions.entry_date is 'Trade date of the entry.';
comment on column positions.exit_date is 'Trade date of the exit of a closed lot.';
comment on column positions.exit_price is 'USD per unit at the exit.';
comment on column positions.underlying_symbol is 'Underlying of an option.';
comment on column positions.strike_price is 'Strike in USD, as stated.';
comment on column positions.expiration_date is 'Last day of an option.';
comment on column positions.option_type is 'CALL or PUT.';
comment on column positions.mark is 'Last known price of a private holding, USD per unit.';
comment on column positions.mark_date is 'Date of the mark.';
comment on column positions.basis_date is 'Day the lot was stated: quantity, prices and strike may be after the splits up to here.';
comment on column positions.created_at is 'When the lot was stored.';
comment on column positions.updated_at is 'When it last changed.';

create table capital_flows (
  id uuid constraint capital_flows_pkey primary key default gen_random_uuid(),
  portfolio_id uuid not null constraint capital_flows_portfolio_id_fkey references portfolios (id) on delete cascade,
  flow_date date not null,
  amount numeric not null constraint capital_flows_amount_check check (amount <> 0),
  note text,
  created_at timestamptz not null default now()
);
create index capital_flows_portfolio_id_idx on capital_flows (portfolio_id);
comment on table capital_flows is 'External money in (positive) and out (negative).';
comment on column capital_flows.id is 'Random id.';
comment on column capital_flows.portfolio_id is 'Portfolio it belongs to.';
comment on column capital_flows.flow_date is 'Day it arrives, at the start of the session.';
comment on column capital_flows.amount is 'USD, signed.';
comment on column capital_flows.note is 'Free text.';
comment on column capital_flows.created_at is 'When it was stored.';
