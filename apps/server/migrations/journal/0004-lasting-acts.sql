-- Why: a sealing, a withdrawal or an ended right must not be undone by restoring an older backup. Such acts are also written,
-- by random id and kind alone, to a list outside the database; what the database has lost of it is done again at the start.
create table journal.lasting_act (
  entry_id uuid primary key references journal.entry (id),
  act text not null
);
alter table journal.lasting_act enable row level security;
alter table journal.lasting_act force row level security;
create policy added_by_all on journal.lasting_act for insert with check ((select kernel.viewer()) is not null);
create policy read_by_sequencer on journal.lasting_act for select using ((select kernel.viewer_is_system('sequencer')));
grant select, insert on journal.lasting_act to gatehouse_application;

-- What came of each act that was lost with the database and stood on the list.
create table journal.reapplied_act (
  -- The entry that was lost.
  entry_id uuid primary key,
  act text not null,
  object_kind text not null,
  object_id text not null,
  outcome text not null check (outcome in ('done', 'already', 'unknown', 'by_hand')),
  reapplied_at timestamptz not null
);
alter table journal.reapplied_act enable row level security;
alter table journal.reapplied_act force row level security;
create policy added_by_restore on journal.reapplied_act for insert with check ((select kernel.viewer_is_system('restore')));
create policy read_by_restore on journal.reapplied_act for select using (
  (select kernel.viewer_is_system('restore', 'sequencer')) or (select kernel.viewer_is_operator()) or (select kernel.viewer_has_role('auditor'))
);
grant select, insert on journal.reapplied_act to gatehouse_application;
