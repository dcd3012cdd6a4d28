-- Why: one person may stand on record twice, under a passport and under a resident number, or by two courts. Evidence proposes that two are one,
-- two people decide it blind to each other, and it can be undone: no fact of either is written over, the two are only read as one.
create table registry.merge (
  id uuid primary key,
  -- The main persons of the two sides, in the order of their ids, and everybody who was one with them when it was proposed.
  one_id uuid not null references registry.person (id),
  other_id uuid not null references registry.person (id),
  one_persons uuid[] not null,
  other_persons uuid[] not null,
  data_key_id uuid not null references kernel.data_key (id),
  -- The matcher's reasons, and the version of the rules they come from.
  reasons_sealed bytea not null,
  rule_version text not null,
  -- Keyed token of the evidence of both sides as it was compared.
  evidence_token bytea not null,
  state text not null check (state in ('first', 'second', 'recheck', 'merged', 'not_the_same', 'cancelled', 'undoing', 'undone')),
  claimed_by uuid,
  claimed_at timestamptz,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- Who proposed the undoing that waits for somebody else.
  undo_proposed_by text,
  version integer not null check (version > 0),
  check (one_id < other_id),
  check ((state = 'undoing') = (undo_proposed_by is not null))
);
create unique index one_merge_of_two on registry.merge (one_id, other_id) where state in ('first', 'second', 'recheck', 'merged', 'undoing');
create index on registry.merge (state, due_at, id);
create index merge_of_person on registry.merge using gin ((one_persons || other_persons));

-- The truth about a merge; the row above is the state that follows from it. Never updated, never deleted. Not called merge_action, which
-- newer engines keep for themselves and write in quotes.
create table registry.merging_action (
  merge_id uuid not null references registry.merge (id),
  version integer not null check (version > 0),
  verb text not null check (verb in ('proposed', 'merged', 'cleared', 'cancelled', 'undo_proposed', 'undo_refused', 'undone')),
  reason_sealed bytea,
  -- The first of the two people, where the action is the second's.
  proposed_by text,
  actor text not null,
  at timestamptz not null,
  primary key (merge_id, version),
  check (verb in ('proposed', 'cancelled', 'undo_proposed') or proposed_by is not null),
  check (proposed_by is null or proposed_by <> actor)
);

create table registry.merge_opinion (
  id uuid primary key,
  merge_id uuid not null references registry.merge (id),
  stage text not null check (stage in ('first', 'second', 'recheck')),
  account_id uuid not null,
  ending text not null check (ending in ('same_person', 'not_the_same', 'need_more')),
  reason_sealed bytea not null,
  at timestamptz not null,
  unique (merge_id, stage),
  -- Two opinions are two people.
  unique (merge_id, account_id)
);

-- What two people found to be two persons, or undid, for the evidence they looked at and for no other.
create table registry.merge_clearance (
  evidence_token bytea primary key,
  merge_id uuid not null references registry.merge (id),
  at timestamptz not null
);

-- Who is read as one person: all with the same main. Follows from the actions; whoever was never merged has no row.
create table registry.merged_person (
  person_id uuid primary key references registry.person (id),
  main_id uuid not null references registry.person (id)
);
create index on registry.merged_person (main_id);

do $$
declare name text;
begin
  foreach name in array array['merge', 'merging_action', 'merge_opinion', 'merge_clearance', 'merged_person'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
  end loop;
end $$;
grant update on registry.merge, registry.merged_person to gatehouse_application;

create policy looked_after on registry.merge for select using ((select registry.looks_after()));
create policy whose_turn on registry.merge for select using (state = any ((select registry.turns())::text[]));
create policy proposed on registry.merge for insert with check ((select registry.answers()) and state = 'first');
create policy advanced on registry.merge for update using ((select registry.answers()));
create policy claimed on registry.merge for update using (state = any ((select registry.turns())::text[]));
create policy undone on registry.merge for update using ((select registry.keeps()) and state in ('merged', 'undoing'))
  with check (((select registry.keeps()) and state = 'undoing') or ((select registry.confirms()) and state in ('merged', 'undone')));

create policy looked_after on registry.merging_action for select using ((select registry.looks_after()));
create policy decided on registry.merging_action for insert with check (
  ((select registry.answers()) and verb in ('proposed', 'merged', 'cleared', 'cancelled'))
  or ((select registry.keeps()) and verb = 'undo_proposed')
  or ((select registry.confirms()) and verb in ('undone', 'undo_refused'))
);

-- The second is blind to the first: one's own opinion, all of them for the third whose turn it is, and afterwards those who look after the person.
create policy own_or_third on registry.merge_opinion for select using (
  (select registry.answers()) or account_id = (select kernel.viewer_account())
  or exists (select 1 from registry.merge where merge.id = merge_opinion.merge_id and merge.state = 'recheck' and merge.state = any ((select registry.turns())::text[]))
);
create policy told_afterwards on registry.merge_opinion for select using (
  (select registry.keeps()) and exists (select 1 from registry.merge where merge.id = merge_opinion.merge_id and merge.state in ('merged', 'undoing', 'undone'))
);
create policy given on registry.merge_opinion for insert with check (
  account_id = (select kernel.viewer_account())
  and exists (select 1 from registry.merge where merge.id = merge_opinion.merge_id and merge.state = merge_opinion.stage and merge.state = any ((select registry.turns())::text[]))
);

create policy looked_up on registry.merge_clearance for select using ((select registry.answers()) or (select registry.confirms()));
create policy remembered on registry.merge_clearance for insert with check ((select registry.answers()) or (select registry.confirms()));

-- Ids alone: who compares reads a merged person as one, and so does what is restored.
create policy read_as_one on registry.merged_person for select using (
  (select registry.looks_after()) or (select kernel.viewer_has_role('comparer', 'comparer-2')) or (select kernel.viewer_is_system('restore'))
);
create policy decided on registry.merged_person for insert with check ((select registry.answers()));
create policy decided_anew on registry.merged_person for update using ((select registry.answers()) or (select registry.confirms()));

-- Whom this viewer has a turn in comparing: the persons of merges that are proposed, and everybody who is one with a person of a comparison.
create function registry.persons_in_turn() returns uuid[] language sql stable as $$
  select array(
    select unnest(merge.one_persons || merge.other_persons) from registry.merge where merge.state = any ((select registry.turns())::text[])
    union
    select other.person_id
      from registry.comparison
      join registry.merged_person own on own.person_id = comparison.person_id
      join registry.merged_person other on other.main_id = own.main_id
     where comparison.state = any ((select registry.turns())::text[])
  )
$$;
grant execute on function registry.persons_in_turn() to gatehouse_application;

-- Who decided the last turn is told of by the matcher, which then announces what the index has to look at again.
create policy advanced_by_matcher on registry.index_head for update using ((select kernel.viewer_is_system('matcher')));
create policy announced_by_matcher on registry.index_change for insert with check ((select kernel.viewer_is_system('matcher')));

create policy merge_in_turn on registry.person for select using (id = any ((select registry.persons_in_turn())::uuid[]));
create policy merge_in_turn on registry.person_name for select using (person_id = any ((select registry.persons_in_turn())::uuid[]));
create policy merge_in_turn on registry.person_document for select using (person_id = any ((select registry.persons_in_turn())::uuid[]));
create policy merge_in_turn on registry.record for select using (state = 'effective' and person_id = any ((select registry.persons_in_turn())::uuid[]));
create policy merge_in_turn on registry.alias for select using (state in ('effective', 'withdrawing') and person_id = any ((select registry.persons_in_turn())::uuid[]));
create policy merge_in_turn on registry.misuse_mark for select using (person_id = any ((select registry.persons_in_turn())::uuid[]));
