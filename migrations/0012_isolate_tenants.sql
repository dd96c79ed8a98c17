-- Why: the second wall between users. The API's statements run as sigmasight_api with the user's id set for the
-- transaction; whatever a query forgets to ask, no row of another user comes out. The role that owns the tables, which
-- migrates and computes runs, is exempt: COPY FROM is refused under row-level security.
-- A table made later needs its own grant and policy; without them the API is refused.
-- Lock impact: access exclusive on every table named here for an instant, no table rewrite.
-- Undo by hand: drop the policies, disable row level security, revoke all from sigmasight_api, drop function tenant_id.

do $$
declare
  missing constant text := format('as a superuser: create role sigmasight_api nologin; grant sigmasight_api to %I;', current_user);
begin
  if not exists (select from pg_roles where rolname = 'sigmasight_api') then
    begin
      create role sigmasight_api nologin;
    exception
      -- Another database of this server is being migrated.
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'the role sigmasight_api is missing and % may not make it; %', current_user, missing;
    end;
  end if;
  -- Whoever made a role may grant it, but is not always a member.
  begin
    set local role sigmasight_api;
    reset role;
  exception when insufficient_privilege then
    begin
      execute format('grant sigmasight_api to %I', current_user);
    exception when insufficient_privilege then
      raise exception '% is no member of the role sigmasight_api and may not become one; %', current_user, missing;
    end;
  end;
end
$$;

grant usage on schema public to sigmasight_api;

create function tenant_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('sigmasight.user_id', true), '')::uuid;
comment on function tenant_id is 'User whose rows the transaction may see; null for nobody.';

-- What belongs to no user. Accounts, sign-ins, settings, workers and the plumbing of runs are granted to nobody.
grant select on calendar_exceptions, symbol_universe, market_data_cache, corporate_actions, provider_fetches,
  company_profiles, fundamentals, factors, symbol_factor_exposures, symbol_factor_loadings, symbol_daily_metrics
  to sigmasight_api;

grant select, insert, update, delete on portfolios to sigmasight_api;
alter table portfolios enable row level security;
create policy portfolios_tenant on portfolios to sigmasight_api using (owner_id = tenant_id());

do $$
declare
  own constant text := 'portfolio_id = any (array(select p.id from portfolios p where p.owner_id = tenant_id()))';
  name text;
begin
  foreach name in array array['positions', 'capital_flows'] loop
    execute format('grant select, insert, update, delete on %I to sigmasight_api', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I to sigmasight_api using (%s)', name || '_tenant', name, own);
  end loop;
  foreach name in array array[
    'position_values', 'portfolio_snapshots', 'position_marks', 'position_tags', 'factor_exposures',
    'position_factor_exposures', 'volatility', 'concentration', 'correlations', 'stress_test_results', 'risk_metrics',
    'risk_decompositions', 'portfolio_facts_versions', 'portfolio_run_states'
  ] loop
    execute format('grant select on %I to sigmasight_api', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I for select to sigmasight_api using (%s)', name || '_tenant', name, own);
  end loop;
end
$$;

-- A run of all portfolios is everybody's; what it says of a portfolio is in its units and its log.
grant select on batch_run_history to sigmasight_api;
alter table batch_run_history enable row level security;
create policy batch_run_history_tenant on batch_run_history for select to sigmasight_api using (
  portfolio_id is null or portfolio_id = any (array(select p.id from portfolios p where p.owner_id = tenant_id()))
);

grant select on batch_units to sigmasight_api;
alter table batch_units enable row level security;
create policy batch_units_tenant on batch_units for select to sigmasight_api using (
  subjects && array(select p.id::text from portfolios p where p.owner_id = tenant_id())
);

grant select on run_events to sigmasight_api;
alter table run_events enable row level security;
create policy run_events_tenant on run_events for select to sigmasight_api using (
  exists (
    select from batch_run_history r
    where r.id = run_events.run_id and (r.portfolio_id is not null
      or run_events.subject is null and run_events.code is null
      or run_events.subject in (select p.id::text from portfolios p)
      or run_events.subject in (select q.id::text from positions q)
      or run_events.subject in (
        select q.symbol from positions q
        where q.investment_class <> 'PRIVATE' and q.investment_subtype is distinct from 'CASH'
        union select q.underlying_symbol from positions q where q.underlying_symbol is not null
      ))
  )
);

-- Findings and completion records are of a portfolio, or of a market symbol, which never looks like an id.
grant select, insert, delete on findings to sigmasight_api;
alter table findings enable row level security;
create policy findings_tenant on findings for select to sigmasight_api
  using (owner = any (array(select p.id::text from portfolios p where p.owner_id = tenant_id()))
    or owner !~ '^[0-9a-f]{8}-[0-9a-f]{4}-');
create policy findings_tenant_insert on findings for insert to sigmasight_api
  with check (owner = any (array(select p.id::text from portfolios p where p.owner_id = tenant_id())));
create policy findings_tenant_delete on findings for delete to sigmasight_api
  using (owner = any (array(select p.id::text from portfolios p where p.owner_id = tenant_id())));

grant select, delete on completion_records to sigmasight_api;
alter table completion_records enable row level security;
create policy completion_records_tenant on completion_records for select to sigmasight_api
  using (subject = any (array(select p.id::text from portfolios p where p.owner_id = tenant_id()))
    or subject !~ '^[0-9a-f]{8}-[0-9a-f]{4}-');
create policy completion_records_tenant_delete on completion_records for delete to sigmasight_api
  using (subject = any (array(select p.id::text from portfolios p where p.owner_id = tenant_id())));

-- An entry is about what its user does; reading it is for administrators.
grant insert on audit_log to sigmasight_api;
alter table audit_log enable row level security;
create policy audit_log_tenant on audit_log for insert to sigmasight_api with check (actor_id = tenant_id());
