-- Why: personal data is encrypted by field under a data key per person or entry; destroying the wrapped key erases what it
-- sealed and keeps the row, so that the history still adds up (decision: encryption by envelope).
create table kernel.data_key (
  id uuid primary key,
  kind text not null,
  key_id text not null,
  wrapped bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
alter table kernel.data_key enable row level security;
alter table kernel.data_key force row level security;
-- A wrapped key opens nothing without the key ring; which rows it belongs to is decided by their own tables.
create policy any_viewer on kernel.data_key for select using (kernel.viewer() is not null);
create policy any_viewer_adds on kernel.data_key for insert with check (kernel.viewer() is not null);
create policy destroyed_by_maintenance on kernel.data_key for update
  using (kernel.viewer_is_system('maintenance')) with check (wrapped is null and destroyed_at is not null);
grant select, insert, update on kernel.data_key to gatehouse_application;

-- A repeated unsafe request gets the status and the resource of the first; never its body, which may hold personal data.
create table kernel.idempotency_key (
  viewer text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  status integer,
  resource_id text,
  created_at timestamptz not null,
  primary key (viewer, key)
);
alter table kernel.idempotency_key enable row level security;
alter table kernel.idempotency_key force row level security;
create policy own_keys on kernel.idempotency_key
  using (viewer = (kernel.viewer() ->> 'kind') || ':' || coalesce(kernel.viewer() ->> 'accountId', kernel.viewer() ->> 'linkId', kernel.viewer() ->> 'name', ''));
create policy old_ones_go on kernel.idempotency_key for delete using (kernel.viewer_is_system('maintenance'));
grant select, insert, update, delete on kernel.idempotency_key to gatehouse_application;

-- Encrypted files (letters, notices, uploads): the bytes lie in the data folder under `name`, the key to them here.
create table kernel.stored_file (
  id uuid primary key,
  name text not null,
  kind text not null,
  media_type text not null,
  size bigint not null,
  data_key_id uuid not null references kernel.data_key (id),
  organisation_id uuid,
  created_at timestamptz not null,
  removed_at timestamptz
);
alter table kernel.stored_file enable row level security;
alter table kernel.stored_file force row level security;
-- Whoever may see the row that names the file reads it through that module's action; the file row alone says nothing.
create policy any_viewer on kernel.stored_file for select using (kernel.viewer() is not null);
create policy any_viewer_adds on kernel.stored_file for insert with check (kernel.viewer() is not null);
grant select, insert on kernel.stored_file to gatehouse_application;

-- What the operator chose at set-up, and marks the node keeps for itself.
create table kernel.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
alter table kernel.setting enable row level security;
alter table kernel.setting force row level security;
create policy any_viewer on kernel.setting for select using (kernel.viewer() is not null);
create policy set_by_operator on kernel.setting for insert with check (kernel.viewer_is_operator() or kernel.viewer_is_system('maintenance', 'demonstration'));
create policy changed_by_operator on kernel.setting for update using (kernel.viewer_is_operator() or kernel.viewer_is_system('maintenance', 'demonstration'));
grant select, insert, update on kernel.setting to gatehouse_application;
