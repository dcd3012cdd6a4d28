-- Why: education departments never learned of judgments, and nobody noticed when a prohibition ran out or was broken. An order is its list of
-- actions; the row is their present state. Who it is about and what the case was are sealed under a key of the order.
create schema supervision;
grant usage on schema supervision to gatehouse_application;

create table supervision.prohibition (
  id uuid primary key,
  -- The procuratorate that keeps it.
  organisation_id uuid not null,
  data_key_id uuid not null references kernel.data_key (id),
  person bytea not null,
  -- Court, case, offence and the department on which the judgment is served.
  case_facts bytea not null,
  -- Keyed tokens of the documents: orders about one person are found by them, and by nothing that crosses the node.
  tokens bytea[] not null,
  -- A regime of the law pack.
  regime text not null,
  effective_on date not null,
  sentence text not null,
  sentence_ends_on date,
  paroled_on date,
  years integer check (years > 0),
  -- Null: all posts in close contact with minors.
  post_classes text[],
  exposes_child boolean not null,
  state text not null check (state in ('ENTERED', 'RETURNED', 'VERIFIED', 'EXPIRED', 'LIFTED')),
  -- The last day that a later decision made it.
  ends_early_on date,
  -- The last day by the law and later decisions; null: none is known. For the sweep.
  ends_on date,
  entered_by text not null,
  entered_at timestamptz not null,
  verified_by text,
  verified_at timestamptz,
  -- Under which id the platform was told, and when it said so.
  told_id uuid unique,
  told_at timestamptz,
  received_at timestamptz,
  served_on date,
  served_document text check (served_document in ('judgment', 'certificate')),
  certificate_file_id uuid references kernel.stored_file (id),
  -- What one procurator wants to change, sealed, until a second one has decided.
  change bytea,
  change_kind text check (change_kind in ('lift', 'shorten', 'correct')),
  change_by text,
  change_at timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null,
  -- The day on which the sweep last looked; null: something changed since.
  swept_on date,
  -- Two people stand behind whatever has an effect.
  check (verified_by is null or verified_by <> entered_by),
  check ((state in ('ENTERED', 'RETURNED')) = (verified_at is null)),
  check ((verified_by is null) = (verified_at is null)),
  check ((told_id is null) = (told_at is null)),
  check ((served_on is null) = (served_document is null)),
  -- A judgment that would expose a child is not served.
  check (not (exposes_child and served_document = 'judgment')),
  check ((change is null) = (change_kind is null) and (change is null) = (change_by is null) and (change is null) = (change_at is null))
);
create index on supervision.prohibition (organisation_id, state, ends_on);
create index on supervision.prohibition (swept_on) where state = 'VERIFIED';
create index on supervision.prohibition using gin (tokens);

create table supervision.prohibition_action (
  id uuid primary key,
  prohibition_id uuid not null references supervision.prohibition (id),
  sequence integer not null,
  verb text not null,
  -- Columns as they stand from then on; nothing of the person or the case.
  detail jsonb not null default '{}',
  -- A reason, sealed under the key of the order.
  words bytea,
  actor text not null,
  at timestamptz not null,
  unique (prohibition_id, sequence)
);

-- A day on which somebody has to move, raised once.
create table supervision.prohibition_alarm (
  prohibition_id uuid not null references supervision.prohibition (id),
  -- An alarm of the law pack.
  alarm text not null,
  -- Whose home it stands on.
  organisation_id uuid not null,
  due_on date not null,
  raised_at timestamptz not null,
  settled_at timestamptz,
  primary key (prohibition_id, alarm, due_on)
);
create index on supervision.prohibition_alarm (organisation_id) where settled_at is null;

-- Somebody whom an order bars from a post, at a unit; as the platform said.
create table supervision.placement (
  id uuid primary key,
  prohibition_id uuid not null references supervision.prohibition (id),
  unit_en text not null,
  unit_zh text not null,
  post_class text not null,
  from_date date not null,
  is_sure boolean not null,
  seen_at timestamptz not null,
  ended_on date,
  breach_kind text,
  breach_since timestamptz,
  referred_to text,
  referred_at timestamptz,
  referred_by text,
  check ((breach_kind is null) = (breach_since is null)),
  check ((referred_to is null) = (referred_at is null) and (referred_to is null) = (referred_by is null)),
  check (referred_at is null or breach_since is not null)
);
create index on supervision.placement (prohibition_id);

do $$
declare name text;
begin
  foreach name in array array['prohibition', 'prohibition_action', 'prohibition_alarm', 'placement'] loop
    execute format('alter table supervision.%I enable row level security', name);
    execute format('alter table supervision.%I force row level security', name);
  end loop;
end $$;
grant select, insert, update on supervision.prohibition, supervision.prohibition_alarm, supervision.placement to gatehouse_application;
grant select, insert on supervision.prohibition_action to gatehouse_application;

-- The procuratorate that entered an order, the node's own watch, and the exchange for what the platform says.
create policy own on supervision.prohibition for select using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_is_system('supervision', 'exchange'))
);
create policy entered on supervision.prohibition for insert with check (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')) and state = 'ENTERED'
);
create policy worked on supervision.prohibition for update using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_is_system('supervision', 'exchange'))
);

create policy of_order on supervision.prohibition_action for select using (exists (select 1 from supervision.prohibition one where one.id = prohibition_id));
create policy acted on supervision.prohibition_action for insert with check (exists (select 1 from supervision.prohibition one where one.id = prohibition_id));

create policy own on supervision.prohibition_alarm for select using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_is_system('supervision'))
);
create policy raised on supervision.prohibition_alarm for insert with check ((select kernel.viewer_is_system('supervision')));
create policy settled on supervision.prohibition_alarm for update using ((select kernel.viewer_is_system('supervision')));

create policy of_order on supervision.placement for select using (exists (select 1 from supervision.prohibition one where one.id = prohibition_id));
create policy said on supervision.placement for insert with check ((select kernel.viewer_is_system('exchange')));
create policy worked on supervision.placement for update using (
  (select kernel.viewer_is_system('exchange', 'supervision'))
  or exists (select 1 from supervision.prohibition one
      where one.id = prohibition_id and one.organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
);
