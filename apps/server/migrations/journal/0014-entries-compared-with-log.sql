-- Why: the log outside the database holds a commitment for each entry; the rows beside it can be altered by whoever writes into the database,
-- and until now that was seen only by whoever proved that one entry. Every entry is compared with what was published, the whole log within a
-- day (ADR 66). How far that is stands here, so that a restart goes on.
create table journal.entry_comparison (
  only_row boolean primary key default true check (only_row),
  -- The log that is walked through now; 0: the rows themselves, which have to have a place or to wait for one.
  log integer not null check (log >= 0),
  next_index bigint not null check (next_index >= 0),
  after_id uuid,
  began_at timestamptz not null,
  -- Rows and places that this round has passed; entries among them, and those whose key was destroyed.
  walked bigint not null,
  compared bigint not null,
  erased bigint not null,
  -- The last round that came to its end; null: none yet.
  whole_began_at timestamptz,
  whole_ended_at timestamptz,
  whole_compared bigint,
  whole_erased bigint,
  check ((whole_began_at is null) = (whole_ended_at is null) and (whole_began_at is null) = (whole_compared is null)
    and (whole_began_at is null) = (whole_erased is null))
);

-- What was found to differ, once for as long as it does. It names places and random ids, and nothing of what an entry says.
create table journal.entry_difference (
  id uuid primary key,
  -- The place in the log; null where the row has none.
  log integer check (log > 0),
  leaf_index bigint check (leaf_index >= 0),
  -- The row; null where only the leaf is left.
  entry_id uuid,
  differs text[] not null check (cardinality(differs) > 0),
  found_at timestamptz not null,
  found_in uuid not null references journal.entry (id) deferrable initially deferred,
  -- When it was compared again and fitted.
  ended_at timestamptz,
  ended_in uuid references journal.entry (id) deferrable initially deferred,
  check ((log is null) = (leaf_index is null) and (log is not null or entry_id is not null)),
  check ((ended_at is null) = (ended_in is null))
);
create index on journal.entry_difference (log, leaf_index) where ended_at is null;
create index on journal.entry_difference (entry_id) where ended_at is null;

-- Whom an entry names is looked up by the entry.
create index on journal.entry_subject (entry_id);

alter table journal.entry_comparison enable row level security;
alter table journal.entry_comparison force row level security;
alter table journal.entry_difference enable row level security;
alter table journal.entry_difference force row level security;
grant select, insert, update on journal.entry_comparison to gatehouse_application;
grant select, insert on journal.entry_difference to gatehouse_application;
grant update (ended_at, ended_in) on journal.entry_difference to gatehouse_application;

create policy kept_by_comparison on journal.entry_comparison using ((select kernel.viewer_is_system('entry-comparison')))
  with check ((select kernel.viewer_is_system('entry-comparison')));
create policy read_by_auditor on journal.entry_comparison for select using ((select kernel.viewer_has_role('auditor')));
create policy found_by_comparison on journal.entry_difference for insert
  with check ((select kernel.viewer_is_system('entry-comparison')) and ended_at is null);
create policy ended_by_comparison on journal.entry_difference for update
  using ((select kernel.viewer_is_system('entry-comparison')) and ended_at is null)
  with check ((select kernel.viewer_is_system('entry-comparison')) and ended_at is not null);
create policy read_by_auditor on journal.entry_difference for select using (
  (select kernel.viewer_has_role('auditor')) or (select kernel.viewer_is_system('entry-comparison'))
);

-- The comparison reads entries, whom they name, their places, what waits and the head. It changes none of them.
create policy read_by_comparison on journal.entry for select using ((select kernel.viewer_is_system('entry-comparison')));
create policy read_by_comparison on journal.entry_subject for select using ((select kernel.viewer_is_system('entry-comparison')));
create policy read_by_comparison on journal.place for select using ((select kernel.viewer_is_system('entry-comparison')));
create policy read_by_comparison on journal.staged for select using ((select kernel.viewer_is_system('entry-comparison')));
create policy read_by_comparison on journal.head for select using ((select kernel.viewer_is_system('entry-comparison')));
