-- Why: once for a statement, not for every row (kernel/0003).
alter policy added_by_all on journal.entry with check ((select kernel.viewer()) is not null);
alter policy read_by_auditor on journal.entry using (
  (select kernel.viewer_has_role('auditor')) or (select kernel.viewer_is_system('sequencer')) or (select kernel.viewer_is_operator())
);
alter policy sequenced on journal.entry using ((select kernel.viewer_is_system('sequencer')));
alter policy added_by_all on journal.entry_subject with check ((select kernel.viewer()) is not null);
alter policy read_by_auditor on journal.entry_subject using ((select kernel.viewer_has_role('auditor')));
alter policy kept_by_sequencer on journal.head using ((select kernel.viewer_is_system('sequencer')));
alter policy read_by_operator on journal.head using ((select kernel.viewer_is_operator()) or (select kernel.viewer_has_role('auditor')));

-- The look-up of a leaf is made for every proof: it keeps its plan.
create or replace function journal.leaf_of(wanted uuid) returns table (commitment bytea, leaf_index bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select entry.commitment, entry.leaf_index from journal.entry entry where entry.id = wanted;
end $$;
