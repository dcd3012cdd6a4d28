-- Why: the act's transaction only stages its entry; one sequencer gives staged entries contiguous places in the log. Taking
-- the place inside the act would make every act wait for the one before it to reach the disk.
create schema journal;
grant usage on schema journal to gatehouse_application;

create table journal.entry (
  id uuid primary key,
  -- Place in the log; null until sequenced, then never changed.
  leaf_index bigint unique,
  commitment bytea not null check (length(commitment) = 32),
  -- The canonical entry and its salt, padded, sealed under a key of its own. Destroying the key keeps the commitment.
  data_key_id uuid not null references kernel.data_key (id),
  sealed bytea not null,
  -- What the auditor searches by; random ids and keyed tokens only.
  act text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  actor text not null,
  object_kind text,
  object_id text,
  at timestamptz not null,
  staged_at timestamptz not null default clock_timestamp()
);
create index staged on journal.entry (staged_at, id) where leaf_index is null;
create index by_actor on journal.entry (actor, at);
create index by_object on journal.entry (object_id, at);
create index by_act on journal.entry (act, at);

create table journal.entry_subject (
  entry_id uuid not null references journal.entry (id),
  subject_token bytea not null,
  primary key (subject_token, entry_id)
);

-- The right edge of the tree: all that is needed to append. One row; its lock is the sequencer's fence.
create table journal.head (
  only_row boolean primary key default true check (only_row),
  origin text not null,
  tree_size bigint not null,
  frontier bytea not null,
  -- How far the tiles and the signed checkpoint on disk reach; between the two the sequencer was interrupted.
  published_size bigint not null,
  published_frontier bytea not null,
  sequenced_at timestamptz not null
);

alter table journal.entry enable row level security;
alter table journal.entry force row level security;
alter table journal.entry_subject enable row level security;
alter table journal.entry_subject force row level security;
alter table journal.head enable row level security;
alter table journal.head force row level security;

-- Every viewer adds; nobody but the auditor, the sequencer and the operator reads. Nobody deletes.
create policy added_by_all on journal.entry for insert with check (kernel.viewer() is not null);
create policy read_by_auditor on journal.entry for select using (
  kernel.viewer_has_role('auditor') or kernel.viewer_is_system('sequencer') or kernel.viewer_is_operator()
);
create policy sequenced on journal.entry for update using (kernel.viewer_is_system('sequencer'));
create policy added_by_all on journal.entry_subject for insert with check (kernel.viewer() is not null);
create policy read_by_auditor on journal.entry_subject for select using (kernel.viewer_has_role('auditor'));
create policy kept_by_sequencer on journal.head using (kernel.viewer_is_system('sequencer'));
create policy read_by_operator on journal.head for select using (kernel.viewer_is_operator() or kernel.viewer_has_role('auditor'));

grant select, insert on journal.entry, journal.entry_subject, journal.head to gatehouse_application;
grant update (leaf_index) on journal.entry to gatehouse_application;
grant update on journal.head to gatehouse_application;

-- A place in the log, once given, is never another.
create function journal.place_is_final() returns trigger language plpgsql as $$
begin
  if old.leaf_index is not null then raise exception 'the place of an entry in the log is final'; end if;
  return new;
end $$;
create trigger place_is_final before update on journal.entry for each row execute function journal.place_is_final();

create unique index by_commitment on journal.entry (commitment);

-- Whoever knows the random id of an entry may learn its commitment and its place, which are public; nothing else of it.
create function journal.leaf_of(wanted uuid) returns table (commitment bytea, leaf_index bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select entry.commitment, entry.leaf_index from journal.entry where entry.id = wanted
$$;
create policy looked_up_by_id on journal.entry for select to current_user using (true);
grant execute on function journal.leaf_of(uuid) to gatehouse_application;
