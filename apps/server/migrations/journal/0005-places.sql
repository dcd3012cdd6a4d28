-- Why: an entry got its place by an update of its own wide row, which writes all its seven indexes again; that bounded the
-- sequencer. What waits and what has its place are narrow rows of their own now, which are added or taken away and never
-- changed. They name their entry without a foreign key: looking it up again for every row costs more than all the rest, and
-- both are written by the statements of one store alone.
drop index journal.staged;
create table journal.staged (
  -- The order of staging.
  number bigint generated always as identity primary key,
  entry_id uuid not null,
  commitment bytea not null check (length(commitment) = 32)
);
create table journal.place (
  log integer not null check (log > 0),
  leaf_index bigint not null check (leaf_index >= 0),
  entry_id uuid not null unique,
  commitment bytea not null,
  primary key (log, leaf_index)
);

insert into journal.place (log, leaf_index, entry_id, commitment)
select log, leaf_index, id, commitment from journal.entry where leaf_index is not null order by log, leaf_index;
insert into journal.staged (entry_id, commitment)
select id, commitment from journal.entry where leaf_index is null order by staged_at, id;

drop trigger place_is_final on journal.entry;
drop function journal.place_is_final();
drop function journal.leaf_of(uuid);
drop policy sequenced on journal.entry;
drop index journal.by_place;
alter table journal.entry drop column leaf_index, drop column log, drop column staged_at;

alter table journal.staged enable row level security;
alter table journal.staged force row level security;
alter table journal.place enable row level security;
alter table journal.place force row level security;

-- Every viewer adds what waits; the sequencer alone gives places. Nobody changes or removes a place: it is final.
create policy added_by_all on journal.staged for insert with check ((select kernel.viewer()) is not null);
create policy read_by_auditor on journal.staged for select using (
  (select kernel.viewer_has_role('auditor')) or (select kernel.viewer_is_system('sequencer')) or (select kernel.viewer_is_operator())
);
create policy placed_by_sequencer on journal.staged for delete using ((select kernel.viewer_is_system('sequencer')));
create policy given_by_sequencer on journal.place for insert with check ((select kernel.viewer_is_system('sequencer')));
create policy read_by_auditor on journal.place for select using (
  (select kernel.viewer_has_role('auditor')) or (select kernel.viewer_is_system('sequencer')) or (select kernel.viewer_is_operator())
);
create policy looked_up_by_id on journal.place for select to current_user using (true);
grant select, insert, delete on journal.staged to gatehouse_application;
grant select, insert on journal.place to gatehouse_application;

-- Whoever knows the random ids of entries may learn their commitments and places, which are public; nothing else of them.
create function journal.leaves_of(wanted uuid[]) returns table (id uuid, commitment bytea, leaf_index bigint, log integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select entry.id, entry.commitment, place.leaf_index, coalesce(place.log, 0)
      from journal.entry entry left join journal.place place on place.entry_id = entry.id
     where entry.id = any (wanted);
end $$;
grant execute on function journal.leaves_of(uuid[]) to gatehouse_application;
