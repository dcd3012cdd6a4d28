-- Why: an action is written in the name of whoever acts (kernel/0008). The node enters a file in the name of whoever brought it, and
-- carries out what two people found about two persons in theirs.
create policy own_name on registry.source_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
create policy own_name on registry.record_action as restrictive for insert with check (
  actor = (select kernel.viewer_name()) or (select kernel.viewer_is_system('registry-import'))
);
create policy own_name on registry.alias_action as restrictive for insert with check (
  actor = (select kernel.viewer_name()) or (select kernel.viewer_is_system('registry-import'))
);
create policy own_name on registry.merging_action as restrictive for insert with check (
  actor = (select kernel.viewer_name()) or (select kernel.viewer_is_system('matcher'))
);

-- Merges are the matcher's work; what arrives from another authority opens and moves none.
alter policy proposed on registry.merge with check ((select kernel.viewer_is_system('matcher')) and state = 'first');
alter policy advanced on registry.merge using ((select kernel.viewer_is_system('matcher')));
alter policy decided on registry.merging_action with check (
  ((select kernel.viewer_is_system('matcher')) and verb in ('proposed', 'merged', 'cleared', 'cancelled'))
  or ((select registry.keeps()) and verb = 'undo_proposed')
  or ((select registry.confirms()) and verb in ('undone', 'undo_refused'))
);
alter policy decided on registry.merged_person with check ((select kernel.viewer_is_system('matcher')));
alter policy decided_anew on registry.merged_person using ((select kernel.viewer_is_system('matcher')) or (select registry.confirms()));
alter policy remembered on registry.merge_clearance with check ((select kernel.viewer_is_system('matcher')) or (select registry.confirms()));
