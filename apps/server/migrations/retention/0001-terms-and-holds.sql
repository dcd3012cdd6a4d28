-- Why: personal data is kept for as long as the law pack says and no longer. Each document whose time runs out is announced, may be held
-- back for a case or a lawsuit, and is erased; what stays of it is its line here.
create schema retention;
grant usage on schema retention to gatehouse_application;

-- How far the documents of a kind were walked through, by the instant from which they count.
create table retention.walk (
  rule text primary key,
  reached_at timestamptz not null,
  reached_id uuid not null,
  walked_at timestamptz not null
);

create table retention.term (
  rule text not null,
  object_id uuid not null,
  counted_from timestamptz not null,
  -- Its last day in China, by the pack of the day of its announcement.
  kept_until date not null,
  pack_hash text not null,
  announced_at timestamptz not null,
  erased_from date not null,
  -- What became of it: erased, or let go because something happened to it since; it is counted anew then.
  ended_at timestamptz,
  outcome text check (outcome in ('erased', 'counted_anew')),
  -- Looked at last, where a hold kept it.
  held_at timestamptz,
  primary key (rule, object_id, counted_from),
  check ((ended_at is null) = (outcome is null)),
  check (erased_from > kept_until)
);
create index on retention.term (rule, erased_from, object_id) where ended_at is null;

-- Somebody's documents are needed longer. Who it is about is sealed, and found by keyed tokens.
create table retention.hold (
  id uuid primary key,
  organisation_id uuid not null,
  data_key_id uuid not null references kernel.data_key (id),
  document bytea not null,
  tokens bytea[] not null,
  -- A ground of the law pack.
  ground text not null,
  -- Number of the case or letter, sealed.
  reference bytea not null,
  placed_by text not null,
  placed_at timestamptz not null,
  -- Two people stand behind its end: who asks for it, and who agrees.
  lift_asked_by text,
  lift_asked_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  check ((lift_asked_by is null) = (lift_asked_at is null)),
  check ((lifted_by is null) = (lifted_at is null)),
  check (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by))
);
create index on retention.hold using gin (tokens) where lifted_at is null;
create index on retention.hold (organisation_id, placed_at desc, id desc);

alter table retention.walk enable row level security;
alter table retention.walk force row level security;
alter table retention.term enable row level security;
alter table retention.term force row level security;
alter table retention.hold enable row level security;
alter table retention.hold force row level security;

create policy walked on retention.walk for select using ((select kernel.viewer_is_system('retention')));
create policy begun on retention.walk for insert with check ((select kernel.viewer_is_system('retention')));
create policy moved on retention.walk for update using ((select kernel.viewer_is_system('retention')));
grant select, insert, update on retention.walk to gatehouse_application;

-- Random ids and days, nothing of a person.
create policy counted on retention.term for select using (
  (select kernel.viewer_is_system('retention')) or (select kernel.viewer_has_role('auditor', 'admin', 'admin-2', 'procurator'))
);
create policy announced on retention.term for insert with check ((select kernel.viewer_is_system('retention')));
create policy ended on retention.term for update
  using (ended_at is null and (select kernel.viewer_is_system('retention'))) with check ((select kernel.viewer_is_system('retention')));
grant select, insert on retention.term to gatehouse_application;
grant update (ended_at, outcome, held_at) on retention.term to gatehouse_application;

create policy held on retention.hold for select using (
  (select kernel.viewer_is_system('retention'))
  or (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_has_role('auditor'))
);
create policy placed on retention.hold for insert with check (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator'))
);
create policy lifted on retention.hold for update using (
  lifted_at is null and organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator'))
) with check (organisation_id = (select kernel.viewer_organisation()));
grant select, insert on retention.hold to gatehouse_application;
grant update (lift_asked_by, lift_asked_at, lifted_by, lifted_at) on retention.hold to gatehouse_application;
