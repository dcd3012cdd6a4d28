-- Why: once for a statement, not for every row (kernel/0003).
-- The stages of a comparison whose turn is the viewer's.
create function registry.turns() returns text[] language sql stable as $$
  select array_remove(array[
    case when kernel.viewer_has_role('comparer') then 'first' end,
    case when kernel.viewer_has_role('comparer-2') then 'second' end,
    case when kernel.viewer_has_role('recheck') then 'recheck' end
  ], null)
$$;
grant execute on function registry.turns() to gatehouse_application;

alter policy known on registry.source using ((select kernel.viewer_kind()) <> 'public');
alter policy declared on registry.source with check ((select kernel.viewer_has_role('admin')) or (select kernel.viewer_is_operator()) or (select kernel.viewer_is_system('demonstration')));
alter policy received on registry.source using ((select registry.keeps()));
alter policy seen on registry.source_action using ((select kernel.viewer_kind()) <> 'public');
alter policy told on registry.source_action with check (
  (select registry.keeps()) or (select kernel.viewer_has_role('admin')) or (select kernel.viewer_is_operator())
);
alter policy looked_after on registry.person using ((select registry.looks_after()));
alter policy entered on registry.person with check ((select registry.keeps()));
alter policy looked_after on registry.person_name using ((select registry.looks_after()));
alter policy entered on registry.person_name with check ((select registry.keeps()));
alter policy looked_after on registry.person_document using ((select registry.looks_after()));
alter policy entered on registry.person_document with check ((select registry.keeps()));
alter policy looked_after on registry.attestation using ((select registry.looks_after()));
alter policy entered on registry.attestation with check ((select registry.keeps()));
alter policy looked_after on registry.record using ((select registry.looks_after()));
alter policy entered on registry.record with check ((select registry.keeps()) and state = 'waiting');
alter policy changed on registry.record using ((select kernel.viewer_has_role('verifier')) or (select kernel.viewer_is_system('demonstration')));
alter policy looked_after on registry.record_action using ((select registry.looks_after()));
alter policy entered on registry.record_action with check (
  (select kernel.viewer_has_role('verifier')) or (select kernel.viewer_is_system('demonstration')) or ((select registry.keeps()) and verb = 'entered')
);
alter policy looked_after on registry.proposal using ((select registry.looks_after()));
alter policy proposed on registry.proposal with check ((select registry.keeps()) and state = 'waiting');
alter policy decided on registry.proposal using ((select kernel.viewer_has_role('verifier')) or (select kernel.viewer_is_system('demonstration')));
alter policy counted on registry.index_head using ((select registry.looks_after()));
alter policy advanced on registry.index_head using ((select registry.keeps()));
alter policy followed on registry.index_change using ((select registry.looks_after()));
alter policy announced on registry.index_change with check ((select registry.keeps()));
alter policy seen on registry.import using ((select registry.looks_after()) or (select kernel.viewer_has_role('comparer', 'comparer-2')));
alter policy uploaded on registry.import with check ((select registry.keeps()));
alter policy worked on registry.import using ((select registry.keeps()));
alter policy seen on registry.import_row using ((select registry.keeps()));
alter policy checked on registry.import_row with check ((select registry.keeps()));
alter policy worked on registry.import_row using ((select registry.keeps()));
alter policy whose_turn on registry.comparison using ((select registry.answers()) or state = any ((select registry.turns())::text[]));
alter policy opened on registry.comparison with check ((select registry.answers()));
alter policy worked on registry.comparison using ((select registry.answers()) or state = any ((select registry.turns())::text[]));
alter policy in_comparison on registry.ask using (
  (select registry.answers()) or exists (select 1 from registry.comparison where comparison.ask_id = ask.id)
);
alter policy received on registry.ask with check ((select registry.answers()));
alter policy worked on registry.ask using ((select registry.answers()));
alter policy matcher_alone on registry.screening using ((select registry.answers()));
alter policy matcher_writes on registry.screening with check ((select registry.answers()));
alter policy own_or_third on registry.opinion using (
  (select registry.answers()) or account_id = (select kernel.viewer_account())
  or exists (select 1 from registry.comparison where comparison.id = opinion.comparison_id and comparison.state = 'recheck' and comparison.state = any ((select registry.turns())::text[]))
);
alter policy given on registry.opinion with check (
  account_id = (select kernel.viewer_account())
  and exists (select 1 from registry.comparison where comparison.id = opinion.comparison_id and comparison.state = opinion.stage and comparison.state = any ((select registry.turns())::text[]))
);
alter policy seen on registry.misuse_mark using (
  (select registry.answers()) or (select registry.looks_after())
  or exists (select 1 from registry.comparison where comparison.person_id = misuse_mark.person_id)
);
alter policy marked on registry.misuse_mark with check ((select registry.answers()));
