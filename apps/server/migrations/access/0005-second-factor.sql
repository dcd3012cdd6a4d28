-- Why: a password that others know must not open what is kept about persons. Whoever sees it shows at sign-in that they also hold a
-- device (RFC 6238), or one of ten codes that work once.
alter table access.account add column second_factor_since timestamptz;
-- When the second factor was shown in this session; null where none was.
alter table access.session add column second_factor_at timestamptz;

create table access.second_factor (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  data_key_id uuid not null references kernel.data_key (id),
  -- The secret shared with the device, sealed; gone when the factor ends.
  secret bytea,
  created_at timestamptz not null,
  -- Set by the first code: until then it asks nobody for anything.
  confirmed_at timestamptz,
  -- The last step of thirty seconds whose code was taken: no code is taken twice.
  last_step bigint,
  ended_at timestamptz,
  check ((ended_at is null) = (secret is not null))
);
create unique index one_factor on access.second_factor (account_id) where ended_at is null and confirmed_at is not null;
create unique index one_begun_factor on access.second_factor (account_id) where ended_at is null and confirmed_at is null;

create table access.recovery_code (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  -- Keyed token of the code; the code itself is kept nowhere.
  code_token bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz
);
create index on access.recovery_code (account_id) where used_at is null and ended_at is null;

alter table access.second_factor enable row level security;
alter table access.second_factor force row level security;
alter table access.recovery_code enable row level security;
alter table access.recovery_code force row level security;

create policy own on access.second_factor for select using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or (select kernel.viewer_is_system('restore'))
);
create policy begun on access.second_factor for insert with check (account_id = (select kernel.viewer_account()) and confirmed_at is null);
create policy changed on access.second_factor for update using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in'))
);
create policy ended_by_restore on access.second_factor for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);

create policy own on access.recovery_code for select using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or (select kernel.viewer_is_system('restore'))
);
create policy drawn on access.recovery_code for insert with check (account_id = (select kernel.viewer_account()));
create policy changed on access.recovery_code for update using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in'))
);
create policy ended_by_restore on access.recovery_code for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null or used_at is not null);

-- A recovery code is used before anybody is signed in.
create policy entered_at_sign_in on access.account_action for insert with check (
  (select kernel.viewer_is_system('sign-in')) and verb = 'use-recovery-code'
);
drop policy entered_by_restore on access.account_action;
create policy entered_by_restore on access.account_action for insert with check (
  (select kernel.viewer_is_system('restore'))
  and verb in ('close', 'end-role', 'end-token', 'end-stand-in', 'reset-password', 'take-password', 'take-factor', 'use-recovery-code', 'end-recovery-codes')
);
grant select, insert, update on access.second_factor, access.recovery_code to gatehouse_application;

-- As before, and a session of an account with a second factor is one in which it was shown.
create or replace function kernel.viewer_is_real(viewer jsonb) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if viewer ->> 'kind' <> 'account' then return true; end if;
  return exists (
    select 1 from access.account account
     where account.id = (viewer ->> 'accountId')::uuid
       and account.organisation_id = (viewer ->> 'organisationId')::uuid
       and account.closed_at is null
       and (exists (select 1 from access.session session where session.id = (viewer ->> 'sessionId')::uuid and session.account_id = account.id and session.ended_at is null
                      and (account.second_factor_since is null or session.second_factor_at is not null))
         or exists (select 1 from access.api_token token where token.id = (viewer ->> 'sessionId')::uuid and token.account_id = account.id and token.ended_at is null))
       and not exists (
         select 1 from jsonb_array_elements_text(viewer -> 'roles') as claimed (role)
          where not exists (select 1 from access.role_grant held where held.account_id = account.id and held.role = claimed.role and held.in_force_from is not null and held.ended_at is null)
            and not exists (select 1 from access.stand_in stand where stand.account_id = account.id and stand.role = claimed.role and stand.confirmed_by is not null and stand.ended_at is null)));
end $$;
