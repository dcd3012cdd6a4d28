-- Why: what was sealed or withdrawn after a backup is sealed or withdrawn again in the restored node, before it answers.
create policy restored on registry.record for update
  using ((select kernel.viewer_is_system('restore'))) with check (state in ('sealed', 'withdrawn', 'rejected'));
create policy seen_by_restore on registry.record for select using ((select kernel.viewer_is_system('restore')));
create policy restored on registry.record_action for insert
  with check ((select kernel.viewer_is_system('restore')) and verb in ('sealed', 'withdrawn', 'rejected'));
create policy seen_by_restore on registry.person for select using ((select kernel.viewer_is_system('restore')));
create policy counted_by_restore on registry.index_head for select using ((select kernel.viewer_is_system('restore')));
create policy advanced_by_restore on registry.index_head for update using ((select kernel.viewer_is_system('restore')));
create policy announced_by_restore on registry.index_change for insert with check ((select kernel.viewer_is_system('restore')));
