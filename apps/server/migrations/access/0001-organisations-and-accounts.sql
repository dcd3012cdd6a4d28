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
  -- Kind of unit of Minors Law art. 130, by its name in the law pack; only units have one.
  unit_type text,
  -- Which authority of the law pack this is.
  authority text,
  credit_code text unique,
  created_at timestamptz not null,
  closed_at timestamptz,
  -- How many actions there are; also what a change must name, so that none overwrites another unseen.
  version integer not null default 0,
  check ((kind = 'unit') = (unit_type is not null)),
  check ((kind in ('authority', 'qualification')) = (authority is not null)),
  check (parent_id <> id)
);
create index on access.organisation (parent_id);
create index on access.organisation (division_code, id);

-- What was done to an organisation, to an account: the truth, of which the other rows are the present state.
create table access.organisation_action (
  organisation_id uuid not null references access.organisation (id),
  position integer not null,
  verb text not null,
  detail jsonb not null,
  actor text not null,
  at timestamptz not null,
  primary key (organisation_id, position)
);

create table access.account (
  id uuid primary key,
  login text not null unique,
  display_name text not null,
  organisation_id uuid not null references access.organisation (id),
  password_hash text,
  -- Set while the password is one an administrator handed over: no role is in force, and after this instant it opens nothing.
  one_time_until timestamptz,
  -- Keyed token of the work phone: a consent link never goes to a phone of the unit's own staff.
  phone_token bytea,
  created_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 0
);
create index on access.account (organisation_id);
create index on access.account (phone_token);

create table access.account_action (
  account_id uuid not null references access.account (id),
  position integer not null,
  verb text not null,
  detail jsonb not null,
  actor text not null,
  at timestamptz not null,
  primary key (account_id, position)
);

create table access.role_grant (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  role text not null,
  proposed_by uuid references access.account (id),
  proposed_at timestamptz not null,
  confirmed_by uuid references access.account (id),
  in_force_from timestamptz,
  ended_at timestamptz,
  check (proposed_by is distinct from confirmed_by or proposed_by is null),
  check (account_id is distinct from proposed_by and account_id is distinct from confirmed_by)
);
create unique index one_open_grant on access.role_grant (account_id, role) where ended_at is null;

create table access.session (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  secret_hash bytea not null unique,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
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
create index on access.api_token (account_id);

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
  check (absent_account_id <> account_id),
  check (confirmed_by is distinct from proposed_by and confirmed_by is distinct from account_id)
);
create index on access.stand_in (account_id);
create index on access.stand_in (absent_account_id);

-- A tie between an account and a unit: its matters go to somebody else. Only the kind of tie, nothing about whom.
create table access.conflict (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  organisation_id uuid not null references access.organisation (id),
  ground text not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index one_open_conflict on access.conflict (account_id, organisation_id) where withdrawn_at is null;

-- Counts tries to sign in per account and address together, so that nobody can lock somebody else out from elsewhere.
create table access.sign_in_attempt (
  bucket bytea primary key,
  failures integer not null,
  retry_after timestamptz not null
);
create index on access.sign_in_attempt (retry_after);

alter table access.organisation enable row level security;
alter table access.organisation force row level security;
alter table access.organisation_action enable row level security;
alter table access.organisation_action force row level security;
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
alter table access.conflict enable row level security;
alter table access.conflict force row level security;
alter table access.sign_in_attempt enable row level security;
alter table access.sign_in_attempt force row level security;

-- Whether the viewer administers an organisation: the operator's administrators all of them, others their own and what lies
-- below it. Of no organisation (the top of the tree) the operator's administrators alone.
create function access.administers(place uuid) returns boolean language sql stable as $$
  select kernel.viewer_is_operator() or kernel.viewer_is_system('demonstration') or (
    kernel.viewer_has_role('admin', 'admin-2') and exists (
      with recursive upward as (
        select id, parent_id from access.organisation where id = place
        union all
        select above.id, above.parent_id from access.organisation above join upward on above.id = upward.parent_id
      )
      select 1 from access.organisation own
       where own.id = kernel.viewer_organisation() and (own.kind = 'operator' or own.id in (select id from upward))
    ))
$$;
create function access.administers_account(wanted uuid) returns boolean language sql stable as $$
  select coalesce((select access.administers(organisation_id) from access.account where id = wanted), false)
$$;
grant execute on all functions in schema access to gatehouse_application;

-- Names of organisations stand on notices and consent pages: any viewer but the public.
create policy known on access.organisation for select using (kernel.viewer_kind() <> 'public');
create policy entered on access.organisation for insert with check (access.administers(parent_id));
create policy changed on access.organisation for update using (access.administers(parent_id));

create policy seen on access.organisation_action for select using (kernel.viewer_has_role('auditor') or access.administers(organisation_id));
create policy entered on access.organisation_action for insert with check (access.administers(organisation_id));

create policy same_house on access.account for select using (
  organisation_id = kernel.viewer_organisation()
  or kernel.viewer_kind() = 'system'
  or access.administers(organisation_id)
);
create policy entered on access.account for insert with check (access.administers(organisation_id));
create policy changed on access.account for update using (
  id = kernel.viewer_account() or kernel.viewer_is_system('sign-in') or access.administers(organisation_id)
);

create policy seen on access.account_action for select using (
  account_id = kernel.viewer_account() or kernel.viewer_has_role('auditor') or access.administers_account(account_id)
);
create policy entered on access.account_action for insert with check (
  account_id = kernel.viewer_account() or access.administers_account(account_id)
);

create policy seen on access.role_grant for select using (account_id in (select id from access.account));
create policy entered on access.role_grant for insert with check (access.administers_account(account_id));
create policy changed on access.role_grant for update using (access.administers_account(account_id));

create policy own on access.session for select using (
  account_id = kernel.viewer_account() or kernel.viewer_is_system('sign-in') or access.administers_account(account_id)
);
create policy started on access.session for insert with check (kernel.viewer_is_system('sign-in'));
create policy ended on access.session for update using (
  account_id = kernel.viewer_account() or kernel.viewer_is_system('sign-in') or access.administers_account(account_id)
);

create policy own on access.api_token for select using (
  account_id = kernel.viewer_account() or kernel.viewer_is_system('sign-in') or access.administers_account(account_id)
);
create policy made on access.api_token for insert with check (account_id = kernel.viewer_account());
create policy ended on access.api_token for update using (
  account_id = kernel.viewer_account() or access.administers_account(account_id)
);

create policy seen on access.stand_in for select using (account_id in (select id from access.account));
create policy proposed on access.stand_in for insert with check (
  proposed_by = kernel.viewer_account()
  and (absent_account_id = kernel.viewer_account() or access.administers_account(absent_account_id))
);
create policy changed on access.stand_in for update using (
  kernel.viewer_account() in (account_id, absent_account_id) or access.administers_account(account_id)
);

-- The house sees it, so that a matter can be given to somebody without a tie.
create policy seen on access.conflict for select using (account_id in (select id from access.account));
create policy declared on access.conflict for insert with check (account_id = kernel.viewer_account());
create policy withdrawn on access.conflict for update using (account_id = kernel.viewer_account());

create policy counted on access.sign_in_attempt using (kernel.viewer_is_system('sign-in'));

grant select, insert, update on all tables in schema access to gatehouse_application;
revoke update on access.organisation_action, access.account_action from gatehouse_application;
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
