-- Why: a consent that was withdrawn after a backup is withdrawn again in the restored node, before it answers.
create policy seen_by_restore on inquiry.application for select using ((select kernel.viewer_is_system('restore')));
create policy withdrawn_by_restore on inquiry.application for update
  using ((select kernel.viewer_is_system('restore'))) with check (state = 'WITHDRAWN');
