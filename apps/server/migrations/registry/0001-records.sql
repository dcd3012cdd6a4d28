-- Why: persons on record and the decisions about them, from declared sources. Every fact about a person is sealed under the
-- person's own data key; look-ups go by keyed token; what was done to a record is an append-only list of actions.
create schema registry;
grant usage on schema registry to gatehouse_application;

create function registry.keeps() returns boolean language sql stable as $$
  select kernel.viewer_has_role('registrar', 'verifier') or kernel.viewer_is_system('registry-import', 'demonstration')
$$;
create function registry.looks_after() returns boolean language sql stable as $$
  select registry.keeps() or kernel.viewer_has_role('recheck') or kernel.viewer_is_system('matcher')
$$;
grant execute on all functions in schema registry to gatehouse_application;

create table registry.source (
  id uuid primary key,
  code text not null unique,
  name_en text not null,
  name_zh text not null,
  kind text not null check (kind in ('court', 'prosecutor', 'police', 'local_database', 'restriction_list', 'civil_register')),
  -- Key of the law pack's query sources.
  query_source text not null,
  fresh_hours integer not null check (fresh_hours > 0),
  -- Prefixes of division codes it covers; empty: the whole country.
  divisions text[] not null default '{}',
  last_received_at timestamptz,
  declared_at timestamptz not null
);

create table registry.source_action (
  id uuid primary key,
  source_id uuid not null references registry.source (id),
  verb text not null check (verb in ('declared', 'received', 'nothing_new')),
  up_to timestamptz,
  reference text,
  actor text not null,
  at timestamptz not null
);
create index on registry.source_action (source_id, at);

create table registry.person (
  id uuid primary key,
  data_key_id uuid not null references kernel.data_key (id),
  -- Sex, birth date, nationality.
  facts_sealed bytea not null,
  created_at timestamptz not null
);

create table registry.person_name (
  id uuid primary key,
  person_id uuid not null references registry.person (id),
  kind text not null check (kind in ('current', 'former', 'alias')),
  name_sealed bytea not null,
  valid_from date,
  valid_to date,
  entered_at timestamptz not null
);
create index on registry.person_name (person_id);

create table registry.person_document (
  id uuid primary key,
  person_id uuid not null references registry.person (id),
  type text not null,
  number_sealed bytea not null,
  -- Keyed token of type and number. Unique: a person who arrives again is never a second person.
  token bytea not null unique,
  valid_from date,
  valid_to date,
  entered_at timestamptz not null
);
create index on registry.person_document (person_id);

create table registry.record (
  id uuid primary key,
  person_id uuid not null references registry.person (id),
  source_id uuid not null references registry.source (id),
  -- Keyed token of source, the source's reference and the person: the same record again is found by it.
  reference_token bytea not null,
  -- Keyed token of the decision's content: tells "same" from "changed".
  content_token bytea not null,
  reference_sealed bytea not null,
  document_hash bytea,
  decision_sealed bytea not null,
  state text not null check (state in ('waiting', 'effective', 'rejected', 'sealed', 'withdrawn')),
  corrected boolean not null default false,
  -- The day from which an earlier sealing was lifted by decision.
  sealing_lifted_on date,
  version integer not null check (version > 0),
  import_id uuid,
  entered_by text not null,
  entered_at timestamptz not null
);
create index on registry.record (person_id);
-- One record per decision and person; what was sent back or withdrawn may be entered anew.
create unique index one_record_per_decision on registry.record (reference_token) where state not in ('rejected', 'withdrawn');
create index on registry.record (reference_token);

-- Which records state a name or document. Only what an effective record states is compared with anybody.
create table registry.attestation (
  record_id uuid not null references registry.record (id),
  -- Id of a name or a document.
  fact_id uuid not null,
  primary key (record_id, fact_id)
);
create index on registry.attestation (fact_id);
create index on registry.record (entered_at, id) where state = 'waiting';

-- The truth about a record; the row above is the state that follows from it. Never updated, never deleted.
create table registry.record_action (
  record_id uuid not null references registry.record (id),
  version integer not null check (version > 0),
  verb text not null check (verb in ('entered', 'verified', 'rejected', 'corrected', 'sealed', 'unsealed', 'withdrawn')),
  -- From which day it holds in fact; `at` says when it was written here.
  valid_from date not null,
  reason_sealed bytea,
  decision_sealed bytea,
  -- The first of the two people: who entered what is verified, who proposed what is confirmed.
  proposed_by text,
  actor text not null,
  at timestamptz not null,
  primary key (record_id, version),
  check (verb in ('entered') or proposed_by is not null),
  check (proposed_by is null or proposed_by <> actor)
);

create table registry.proposal (
  id uuid primary key,
  record_id uuid not null references registry.record (id),
  record_version integer not null,
  verb text not null check (verb in ('correct', 'seal', 'unseal', 'withdraw')),
  valid_from date not null,
  reason_sealed bytea not null,
  decision_sealed bytea,
  content_token bytea,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'refused')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason_sealed bytea,
  check ((state = 'waiting') = (decided_by is null)),
  check (decided_by is null or decided_by <> proposed_by)
);
create unique index one_waiting_proposal on registry.proposal (record_id) where state = 'waiting';
create index on registry.proposal (proposed_at, id) where state = 'waiting';

-- What the answering index has to look at again. The head's row lock makes the order of numbers the order of commits and
-- leaves no gap, so that a reader who has seen number n has seen everything before it.
create table registry.index_head (
  only_row boolean primary key default true check (only_row),
  sequence bigint not null
);
insert into registry.index_head (sequence) values (0);
create table registry.index_change (
  sequence bigint primary key,
  record_id uuid not null references registry.record (id),
  at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['source', 'source_action', 'person', 'person_name', 'person_document', 'attestation', 'record', 'record_action', 'proposal', 'index_head', 'index_change'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
  end loop;
end $$;
grant update on registry.source, registry.record, registry.proposal, registry.index_head to gatehouse_application;

-- Sources name no person; answers and pages name them.
create policy known on registry.source for select using (kernel.viewer_kind() <> 'public');
create policy declared on registry.source for insert with check (kernel.viewer_has_role('admin') or kernel.viewer_is_operator() or kernel.viewer_is_system('demonstration'));
create policy received on registry.source for update using (registry.keeps());
create policy seen on registry.source_action for select using (kernel.viewer_kind() <> 'public');
create policy told on registry.source_action for insert with check (
  registry.keeps() or kernel.viewer_has_role('admin') or kernel.viewer_is_operator()
);

create policy looked_after on registry.person for select using (registry.looks_after());
create policy entered on registry.person for insert with check (registry.keeps());
create policy looked_after on registry.person_name for select using (registry.looks_after());
create policy entered on registry.person_name for insert with check (registry.keeps());
create policy looked_after on registry.person_document for select using (registry.looks_after());
create policy entered on registry.person_document for insert with check (registry.keeps());

create policy looked_after on registry.attestation for select using (registry.looks_after());
create policy entered on registry.attestation for insert with check (registry.keeps());

create policy looked_after on registry.record for select using (registry.looks_after());
create policy entered on registry.record for insert with check (registry.keeps() and state = 'waiting');
create policy changed on registry.record for update using (kernel.viewer_has_role('verifier') or kernel.viewer_is_system('demonstration'));
create policy looked_after on registry.record_action for select using (registry.looks_after());
create policy entered on registry.record_action for insert with check (
  kernel.viewer_has_role('verifier') or kernel.viewer_is_system('demonstration') or (registry.keeps() and verb = 'entered')
);

create policy looked_after on registry.proposal for select using (registry.looks_after());
create policy proposed on registry.proposal for insert with check (registry.keeps() and state = 'waiting');
create policy decided on registry.proposal for update using (kernel.viewer_has_role('verifier') or kernel.viewer_is_system('demonstration'));

create policy counted on registry.index_head for select using (registry.looks_after());
create policy advanced on registry.index_head for update using (registry.keeps());
create policy followed on registry.index_change for select using (registry.looks_after());
create policy announced on registry.index_change for insert with check (registry.keeps());
