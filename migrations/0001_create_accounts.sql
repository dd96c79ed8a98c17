-- Why: people who sign in, their sessions and credentials (the tables better-auth reads and writes), and one-time links.
-- Lock impact: none, new tables. Undo by hand: drop the tables in reverse order.

create table users (
  id uuid constraint users_pkey primary key default gen_random_uuid(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role text not null default 'user' constraint users_role_check check (role in ('user', 'admin')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_email_key unique (email),
  constraint users_email_lower_check check (email = lower(email))
);
comment on table users is 'People with an account.';
comment on column users.id is 'Random id.';
comment on column users.name is 'Full name as given.';
comment on column users.email is 'Sign-in address, lower case.';
comment on column users.email_verified is 'Whether the address was confirmed.';
comment on column users.image is 'Picture address, if any.';
comment on column users.role is 'user, or admin who operates the installation.';
comment on column users.created_at is 'When the account was made.';
comment on column users.updated_at is 'When it last changed.';

create table auth_sessions (
  id uuid constraint auth_sessions_pkey primary key default gen_random_uuid(),
  user_id uuid not null constraint auth_sessions_user_id_fkey references users (id) on delete cascade,
  token text not null constraint auth_sessions_token_key unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_sessions_user_id_idx on auth_sessions (user_id);
comment on table auth_sessions is 'Refresh sessions, one a signed-in device.';
comment on column auth_sessions.id is 'Random id.';
comment on column auth_sessions.user_id is 'Who is signed in.';
comment on column auth_sessions.token is 'Hash of the secret the refresh cookie carries.';
comment on column auth_sessions.expires_at is 'End of the session.';
comment on column auth_sessions.ip_address is 'Address it was opened from.';
comment on column auth_sessions.user_agent is 'Browser it was opened from.';
comment on column auth_sessions.created_at is 'When it was opened.';
comment on column auth_sessions.updated_at is 'When it was last used.';

create table auth_accounts (
  id uuid constraint auth_accounts_pkey primary key default gen_random_uuid(),
  user_id uuid not null constraint auth_accounts_user_id_fkey references users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auth_accounts_provider_key unique (provider_id, account_id)
);
create index auth_accounts_user_id_idx on auth_accounts (user_id);
comment on table auth_accounts is 'How a user proves who they are: a local password or an outside issuer.';
comment on column auth_accounts.id is 'Random id.';
comment on column auth_accounts.user_id is 'Whose credential it is.';
comment on column auth_accounts.account_id is 'Id at the issuer.';
comment on column auth_accounts.provider_id is 'Issuer; credential for a local password.';
comment on column auth_accounts.password is 'Password hash (scrypt), never the password.';
comment on column auth_accounts.access_token is 'Token of the issuer.';
comment on column auth_accounts.refresh_token is 'Refresh token of the issuer.';
comment on column auth_accounts.id_token is 'Identity token of the issuer.';
comment on column auth_accounts.access_token_expires_at is 'End of the access token.';
comment on column auth_accounts.refresh_token_expires_at is 'End of the refresh token.';
comment on column auth_accounts.scope is 'Scopes granted by the issuer.';
comment on column auth_accounts.created_at is 'When it was linked.';
comment on column auth_accounts.updated_at is 'When it last changed.';

create table auth_verifications (
  id uuid constraint auth_verifications_pkey primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verifications_identifier_idx on auth_verifications (identifier);
comment on table auth_verifications is 'Short-lived proofs, such as the hash of the one-time set-up link.';
comment on column auth_verifications.id is 'Random id.';
comment on column auth_verifications.identifier is 'What is being proved.';
comment on column auth_verifications.value is 'Hash of the secret.';
comment on column auth_verifications.expires_at is 'End of its life.';
comment on column auth_verifications.created_at is 'When it was made.';
comment on column auth_verifications.updated_at is 'When it last changed.';

create table system_settings (
  key text constraint system_settings_pkey primary key,
  value text not null,
  updated_at timestamptz not null default now()
);
comment on table system_settings is 'Facts of this installation that are fixed at first start: its market and its token secret.';
comment on column system_settings.key is 'Name of the setting.';
comment on column system_settings.value is 'Its value.';
comment on column system_settings.updated_at is 'When it was set.';
