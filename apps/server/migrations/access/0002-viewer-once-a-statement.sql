-- Why: once for a statement, not for every row (kernel/0003). The check at the start of every transaction keeps its plan.
create or replace function kernel.viewer_is_real(viewer jsonb) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if viewer ->> 'kind' <> 'account' then return true; end if;
  return exists (
    select 1 from access.account account
     where account.id = (viewer ->> 'accountId')::uuid
       and account.organisation_id = (viewer ->> 'organisationId')::uuid
       and account.closed_at is null
       and (exists (select 1 from access.session session where session.id = (viewer ->> 'sessionId')::uuid and session.account_id = account.id and session.ended_at is null)
         or exists (select 1 from access.api_token token where token.id = (viewer ->> 'sessionId')::uuid and token.account_id = account.id and token.ended_at is null))
       and not exists (
         select 1 from jsonb_array_elements_text(viewer -> 'roles') as claimed (role)
          where not exists (select 1 from access.role_grant held where held.account_id = account.id and held.role = claimed.role and held.in_force_from is not null and held.ended_at is null)
            and not exists (select 1 from access.stand_in stand where stand.account_id = account.id and stand.role = claimed.role and stand.confirmed_by is not null and stand.ended_at is null)));
end $$;

alter policy known on access.organisation using ((select kernel.viewer_kind()) <> 'public');
alter policy seen on access.organisation_action using ((select kernel.viewer_has_role('auditor')) or access.administers(organisation_id));
alter policy same_house on access.account using (
  organisation_id = (select kernel.viewer_organisation())
  or (select kernel.viewer_kind()) = 'system'
  or access.administers(organisation_id)
);
alter policy changed on access.account using (
  id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or access.administers(organisation_id)
);
alter policy seen on access.account_action using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_has_role('auditor')) or access.administers_account(account_id)
);
alter policy entered on access.account_action with check (
  account_id = (select kernel.viewer_account()) or access.administers_account(account_id)
);
alter policy own on access.session using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or access.administers_account(account_id)
);
alter policy started on access.session with check ((select kernel.viewer_is_system('sign-in')));
alter policy ended on access.session using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or access.administers_account(account_id)
);
alter policy own on access.api_token using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or access.administers_account(account_id)
);
alter policy made on access.api_token with check (account_id = (select kernel.viewer_account()));
alter policy ended on access.api_token using (
  account_id = (select kernel.viewer_account()) or access.administers_account(account_id)
);
alter policy proposed on access.stand_in with check (
  proposed_by = (select kernel.viewer_account())
  and (absent_account_id = (select kernel.viewer_account()) or access.administers_account(absent_account_id))
);
alter policy changed on access.stand_in using (
  (select kernel.viewer_account()) in (account_id, absent_account_id) or access.administers_account(account_id)
);
alter policy declared on access.conflict with check (account_id = (select kernel.viewer_account()));
alter policy withdrawn on access.conflict using (account_id = (select kernel.viewer_account()));
alter policy counted on access.sign_in_attempt using ((select kernel.viewer_is_system('sign-in')));
