-- Why: who may do what is a fact with a history: organisations in a tree by division, accounts that are closed and never
-- deleted (the journal names them for ever), grants that two administrators made, sessions and tokens that end with them.
create schema access;
grant usage on schema access to gatehouse_application;

create table access.organisation (
  id uuid primary key,
  kind text not null,
  name_zh text not null,
  name_en text not null,
  division_code text not null check (division_code ~ '^[0-9]{6}$'),
  -- The authority that reviews this unit, or the next authority up.
  parent_id uuid references access.organisation (id),
  -- Kind of unit of Minors Law art. 130; only units have one.
  unit_type text,
  credit_code text unique,
  opened_on date,
  closed_on date,
  created_at timestamptz not null,
  check ((kind = 'unit') = (unit_type is not null))
);
create index on access.organisation (parent_id);
create index on access.organisation (division_code);

create table access.account (
  id uuid primary key,
  login text not null unique,
  display_name text not null,
  organisation_id uuid not null references access.organisation (id),
  password_hash text,
  -- Keyed token of the work phone: a consent link never goes to a phone of the unit's own staff.
  phone_token bytea,
  created_at timestamptz not null,
  closed_at timestamptz
);
create index on access.account (organisation_id);
create index on access.account (phone_token);

-- What was done to an account: the truth, of which the rows above and below are the present state.
create table access.account_action (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  verb text not null,
  detail jsonb not null default '{}',
  actor text not null,
  at timestamptz not null
);
create index on access.account_action (account_id, at);

create table access.role_grant (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  role text not null,
  proposed_by uuid references access.account (id),
  proposed_at timestamptz not null,
  confirmed_by uuid references access.account (id),
  in_force_from timestamptz,
  ended_at timestamptz,
  check (proposed_by is null or proposed_by is distinct from confirmed_by)
);
create unique index one_open_grant on access.role_grant (account_id, role) where ended_at is null;

create table access.session (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  secret_hash bytea not null unique,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on access.session (account_id) where ended_at is null;

create table access.api_token (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  name text not null,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on access.api_token (account_id) where ended_at is null;

-- While someone is away another account of the same organisation acts with one of their roles.
create table access.stand_in (
  id uuid primary key,
  absent_account_id uuid not null references access.account (id),
  account_id uuid not null references access.account (id),
  role text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  proposed_by uuid not null references access.account (id),
  confirmed_by uuid references access.account (id),
  ended_at timestamptz,
  check (absent_account_id <> account_id)
);

-- Counts failed sign-ins per account and address together, so that nobody can lock somebody else out from elsewhere.
create table access.sign_in_attempt (
  bucket bytea primary key,
  failures integer not null,
  retry_after timestamptz not null
);

alter table access.organisation enable row level security;
alter table access.organisation force row level security;
alter table access.account enable row level security;
alter table access.account force row level security;
alter table access.account_action enable row level security;
alter table access.account_action force row level security;
alter table access.role_grant enable row level security;
alter table access.role_grant force row level security;
alter table access.session enable row level security;
alter table access.session force row level security;
alter table access.api_token enable row level security;
alter table access.api_token force row level security;
alter table access.stand_in enable row level security;
alter table access.stand_in force row level security;
alter table access.sign_in_attempt enable row level security;
alter table access.sign_in_attempt force row level security;

create function access.administers() returns boolean language sql stable as $$
  select kernel.viewer_has_role('admin', 'admin-2') or kernel.viewer_is_operator() or kernel.viewer_is_system('demonstration')
$$;
grant execute on function access.administers() to gatehouse_application;

-- Names of organisations stand on notices and consent pages: any viewer but the public.
create policy known on access.organisation for select using (kernel.viewer_kind() <> 'public');
create policy entered on access.organisation for insert with check (access.administers());
create policy changed on access.organisation for update using (access.administers());

create policy same_house on access.account for select using (
  access.administers()
  or organisation_id = kernel.viewer_organisation()
  or kernel.viewer_kind() = 'system'
);
create policy entered on access.account for insert with check (access.administers());
create policy changed on access.account for update using (
  access.administers() or id = kernel.viewer_account() or kernel.viewer_is_system('sign-in')
);

create policy seen on access.account_action for select using (access.administers() or kernel.viewer_has_role('auditor') or account_id = kernel.viewer_account());
create policy entered on access.account_action for insert with check (access.administers() or account_id = kernel.viewer_account());

create policy seen on access.role_grant for select using (
  access.administers() or kernel.viewer_kind() = 'system' or account_id = kernel.viewer_account()
  or account_id in (select id from access.account)
);
create policy entered on access.role_grant for insert with check (access.administers());
create policy changed on access.role_grant for update using (access.administers());

create policy own on access.session for select using (account_id = kernel.viewer_account() or access.administers() or kernel.viewer_is_system('sign-in'));
create policy started on access.session for insert with check (kernel.viewer_is_system('sign-in'));
create policy ended on access.session for update using (account_id = kernel.viewer_account() or access.administers() or kernel.viewer_is_system('sign-in'));

create policy own on access.api_token for select using (account_id = kernel.viewer_account() or access.administers() or kernel.viewer_is_system('sign-in'));
create policy made on access.api_token for insert with check (account_id = kernel.viewer_account());
create policy ended on access.api_token for update using (account_id = kernel.viewer_account() or access.administers());

create policy seen on access.stand_in for select using (
  access.administers() or kernel.viewer_is_system('sign-in') or account_id = kernel.viewer_account() or absent_account_id = kernel.viewer_account()
);
create policy entered on access.stand_in for insert with check (access.administers() or proposed_by = kernel.viewer_account());
create policy changed on access.stand_in for update using (access.administers());

create policy counted on access.sign_in_attempt using (kernel.viewer_is_system('sign-in'));

grant select, insert, update on all tables in schema access to gatehouse_application;
grant delete on access.sign_in_attempt to gatehouse_application;

-- The check below runs as the owner, whom forced row security would otherwise show nothing before a viewer is set.
create policy checked_for_viewers on access.account for select to current_user using (true);
create policy checked_for_viewers on access.session for select to current_user using (true);
create policy checked_for_viewers on access.api_token for select to current_user using (true);
create policy checked_for_viewers on access.role_grant for select to current_user using (true);
create policy checked_for_viewers on access.stand_in for select to current_user using (true);

-- A viewer of kind account is real while its session or token is open, its account is open and it still holds the roles it
-- claims. Checked at the start of every transaction, so that ending any of them takes effect with the next one.
create or replace function kernel.viewer_is_real(viewer jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when viewer ->> 'kind' <> 'account' then true
    else exists (
      select 1 from access.account account
       where account.id = (viewer ->> 'accountId')::uuid
         and account.organisation_id = (viewer ->> 'organisationId')::uuid
         and account.closed_at is null
         and (exists (select 1 from access.session session where session.id = (viewer ->> 'sessionId')::uuid and session.account_id = account.id and session.ended_at is null)
           or exists (select 1 from access.api_token token where token.id = (viewer ->> 'sessionId')::uuid and token.account_id = account.id and token.ended_at is null))
         and not exists (
           select 1 from jsonb_array_elements_text(viewer -> 'roles') as claimed (role)
            where not exists (select 1 from access.role_grant held where held.account_id = account.id and held.role = claimed.role and held.in_force_from is not null and held.ended_at is null)
              and not exists (select 1 from access.stand_in stand where stand.account_id = account.id and stand.role = claimed.role and stand.confirmed_by is not null and stand.ended_at is null))
    )
  end
$$;
