-- Why: a file of records is checked row by row before anything of it is entered, in chunks that can be taken up again; a row
-- is done once and its outcome kept beside it, so that a chunk repeated after a crash doubles nothing.
create table registry.import (
  id uuid primary key,
  source_id uuid not null references registry.source (id),
  -- Keyed token of the file's bytes: the same file twice is recognised.
  file_token bytea not null,
  file_name_sealed bytea not null,
  file_object text,
  file_data_key_id uuid references kernel.data_key (id),
  data_key_id uuid not null references kernel.data_key (id),
  state text not null check (state in ('uploaded', 'checking', 'checked', 'entering', 'entered', 'discarded')),
  columns jsonb not null,
  problems jsonb not null,
  rows integer not null,
  rows_done integer not null default 0,
  -- Rows never stored because the law seals them for everybody: only rule and count.
  sealed_by_law jsonb not null default '[]',
  counts jsonb not null,
  version integer not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create unique index same_file_once on registry.import (source_id, file_token) where state <> 'discarded';
create index on registry.import (uploaded_at, id);

create table registry.import_row (
  import_id uuid not null references registry.import (id),
  row_number integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'held', 'refused')),
  problems jsonb not null default '[]',
  -- The cells of a row that is entered or mended later; nothing of one that is refused.
  cells_sealed bytea,
  record_id uuid,
  primary key (import_id, row_number),
  check (outcome <> 'refused' or cells_sealed is null)
);

alter table registry.import enable row level security;
alter table registry.import force row level security;
alter table registry.import_row enable row level security;
alter table registry.import_row force row level security;
grant select, insert, update on registry.import, registry.import_row to gatehouse_application;

create policy seen on registry.import for select using (registry.looks_after() or kernel.viewer_has_role('comparer', 'comparer-2'));
create policy uploaded on registry.import for insert with check (registry.keeps());
create policy worked on registry.import for update using (registry.keeps());
create policy seen on registry.import_row for select using (registry.keeps());
create policy checked on registry.import_row for insert with check (registry.keeps());
create policy worked on registry.import_row for update using (registry.keeps());
