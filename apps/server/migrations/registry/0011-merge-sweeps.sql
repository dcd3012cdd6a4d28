-- Why: records that stood before merges were proposed, or whose neighbours changed while jobs were lost, are looked through for persons who
-- stand twice: in chunks, from the last one done, as often as somebody asks.
create table registry.merge_sweep (
  id uuid primary key,
  state text not null check (state in ('running', 'stopped', 'finished')),
  -- The last person of the last chunk; those after it by id are still to be looked at.
  after_person_id uuid,
  persons integer not null,
  persons_done integer not null default 0,
  proposed integer not null default 0,
  version integer not null check (version > 0),
  started_by text not null,
  started_at timestamptz not null
);
create unique index one_sweep_at_a_time on registry.merge_sweep ((state is not null)) where state in ('running', 'stopped');
create index on registry.merge_sweep (started_at desc, id);

alter table registry.merge_sweep enable row level security;
alter table registry.merge_sweep force row level security;
grant select, insert, update on registry.merge_sweep to gatehouse_application;
create policy seen on registry.merge_sweep for select using ((select kernel.viewer_has_role('verifier')) or (select registry.answers()));
create policy begun on registry.merge_sweep for insert with check ((select kernel.viewer_has_role('verifier')) and state = 'running');
create policy worked on registry.merge_sweep for update using ((select kernel.viewer_has_role('verifier')) or (select registry.answers()));
