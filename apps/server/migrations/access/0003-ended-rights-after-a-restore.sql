-- Why: a right that was ended after a backup is ended again in the restored node, before it answers, and no session of before
-- the restore goes on. The restore takes rights away and gives none.
create policy ended_by_restore on access.account for update using ((select kernel.viewer_is_system('restore')));
create policy entered_by_restore on access.account_action for insert with check (
  (select kernel.viewer_is_system('restore')) and verb in ('close', 'end-role', 'end-token', 'end-stand-in', 'reset-password')
);
create policy ended_by_restore on access.role_grant for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
create policy ended_by_restore on access.stand_in for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
create policy seen_by_restore on access.session for select using ((select kernel.viewer_is_system('restore')));
create policy ended_by_restore on access.session for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
create policy seen_by_restore on access.api_token for select using ((select kernel.viewer_is_system('restore')));
create policy ended_by_restore on access.api_token for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
