-- Why: a backup that is put back from between a look and its withholding knows the look alone, and would show it to whom it is about. The
-- withholding stands on the list of lasting acts and is done again; its reason and who decided are lost with the copy, the day is not.
alter table access.withheld_look add column restored_at timestamptz;
alter table access.withheld_look alter column reason drop not null;
alter table access.withheld_look drop constraint withheld_look_check1;
alter table access.withheld_look add constraint decided_whole check (
  (decided_at is null) = (is_approved is null) and (decided_by is null) = (decided_by_name is null)
  and (decided_by is null) = (decided_at is null or restored_at is not null)
);
alter table access.withheld_look add constraint words_lost_by_a_restore_alone check (reason is not null or restored_at is not null);
alter table access.withheld_look add constraint restored_as_decided check (restored_at is null or is_approved);
grant update (restored_at) on access.withheld_look to gatehouse_application;

create policy withheld_again on access.withheld_look for insert
  with check ((select kernel.viewer_is_system('restore')) and restored_at is not null and decided_by is null and released_at is null);
create policy decided_again on access.withheld_look for update
  using ((select kernel.viewer_is_system('restore')) and decided_at is null)
  with check ((select kernel.viewer_is_system('restore')) and restored_at is not null and decided_by is null and released_at is null);

-- Nobody else says that a restore decided.
drop policy asked on access.withheld_look;
create policy asked on access.withheld_look for insert with check (
  account_id = (select kernel.viewer_account()) and (select kernel.viewer_has_role('procurator')) and decided_at is null and released_at is null
  and restored_at is null and reason is not null
  and exists (select 1 from access.emergency_look one where one.id = look_id and one.account_id = (select kernel.viewer_account()) and one.opened_at is not null)
);
drop policy decided on access.withheld_look;
create policy decided on access.withheld_look for update using (
  (select kernel.viewer_has_role('procurator')) and account_id <> (select kernel.viewer_account()) and decided_at is null
  and exists (select 1 from access.emergency_look one where one.id = look_id and one.organisation_id = (select kernel.viewer_organisation()))
) with check (decided_by = (select kernel.viewer_account()) and released_at is null and restored_at is null);
