-- Why: an emergency look that nobody reviewed, or that was not in order, suspends the account that took it until the auditor has looked.
alter table access.account add column suspended_at timestamptz;
create policy suspended on access.account for update using ((select kernel.viewer_is_system('emergency-watch')));
create policy suspended on access.session for select using ((select kernel.viewer_is_system('emergency-watch')));
create policy ended_by_suspension on access.session for update using ((select kernel.viewer_is_system('emergency-watch'))) with check (ended_at is not null);
create policy entered_by_watch on access.account_action for insert with check (
  (select kernel.viewer_is_system('emergency-watch')) and verb in ('suspend', 'lift-suspension')
);
drop policy entered_by_restore on access.account_action;
create policy entered_by_restore on access.account_action for insert with check (
  (select kernel.viewer_is_system('restore'))
  and verb in ('close', 'end-role', 'end-token', 'end-stand-in', 'reset-password', 'take-password', 'take-factor', 'use-recovery-code', 'end-recovery-codes', 'remove-passkey', 'end-provider-link', 'suspend')
);

-- As before, and a suspended account has no viewer.
create or replace function kernel.viewer_is_real(viewer jsonb) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if viewer ->> 'kind' <> 'account' then return true; end if;
  return exists (
    select 1 from access.account account
     where account.id = (viewer ->> 'accountId')::uuid
       and account.organisation_id = (viewer ->> 'organisationId')::uuid
       and account.closed_at is null and account.suspended_at is null
       and (exists (select 1 from access.session session where session.id = (viewer ->> 'sessionId')::uuid and session.account_id = account.id and session.ended_at is null
                      and (account.second_factor_since is null or session.second_factor_at is not null))
         or exists (select 1 from access.api_token token where token.id = (viewer ->> 'sessionId')::uuid and token.account_id = account.id and token.ended_at is null))
       and not exists (
         select 1 from jsonb_array_elements_text(viewer -> 'roles') as claimed (role)
          where not exists (select 1 from access.role_grant held where held.account_id = account.id and held.role = claimed.role and held.in_force_from is not null and held.ended_at is null)
            and not exists (select 1 from access.stand_in stand where stand.account_id = account.id and stand.role = claimed.role and stand.confirmed_by is not null and stand.ended_at is null)));
end $$;
