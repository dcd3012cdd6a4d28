-- Why: a start opens the answering index as it was kept and applies what changed since, instead of reading every record anew.

-- What the index stood at when it was kept. All of it is bound into every part; a start that finds other values refuses the parts.
create table registry.index_snapshot (
  id uuid primary key,
  -- The last change of registry.index_change that is in it. Written after its content was taken, in a transaction that sees that
  -- change: a database that holds the row holds all that the snapshot rests on, also one put back from a backup.
  sequence bigint not null,
  -- The day in China for which the law was read.
  day date not null,
  format integer not null,
  rule_version text not null,
  law_hash text not null,
  settings text not null,
  kept_at timestamptz not null
);

-- Encrypted objects among those that can be made again. `list` is null for the days on which records change their place.
create table registry.index_snapshot_part (
  snapshot_id uuid not null references registry.index_snapshot (id) on delete cascade,
  place integer not null,
  list text,
  name text not null,
  size integer not null,
  data_key_id uuid not null references kernel.data_key (id),
  primary key (snapshot_id, place)
);

do $$
declare name text;
begin
  foreach name in array array['index_snapshot', 'index_snapshot_part'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert, delete on registry.%I to gatehouse_application', name);
    execute format('create policy matcher_alone on registry.%I using ((select kernel.viewer_is_system(''matcher''))) with check ((select kernel.viewer_is_system(''matcher'')))', name);
  end loop;
end $$;
