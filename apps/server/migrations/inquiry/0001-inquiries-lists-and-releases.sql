-- Why: a check is its list of actions; the row is their present state. What the registry answered stands apart, where no
-- account can read it, so that the row of a waiting inquiry is the same whatever the answer (decision: waiting tells nothing).
create schema inquiry;
grant usage on schema inquiry to gatehouse_application;

create table inquiry.batch (
  id uuid primary key,
  unit_id uuid not null,
  created_by uuid not null,
  data_key_id uuid not null references kernel.data_key (id),
  file_name bytea not null,
  -- Absent for a list of rows that were set aside from another.
  file_id uuid references kernel.stored_file (id),
  content_token bytea,
  set_aside_from uuid references inquiry.batch (id),
  state text not null check (state in ('READING', 'PROCESSING', 'STOPPED', 'READY', 'REFUSED', 'CANCELLED')),
  rows integer not null default 0,
  done integer not null default 0,
  columns jsonb not null default '[]',
  problems jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index on inquiry.batch (unit_id, created_at desc, id);
create index on inquiry.batch (unit_id, content_token);

create table inquiry.application (
  id uuid primary key,
  unit_id uuid not null,
  unit_type text not null,
  division_code text not null,
  -- Found when it is sent for approval, and standing from then on.
  reviewer_id uuid,
  superior_id uuid,
  drafted_by uuid not null,
  batch_id uuid references inquiry.batch (id),
  -- The list the row was read for, kept when it is set aside: every row of a file comes to exist once.
  read_from uuid references inquiry.batch (id),
  row_number integer,
  data_key_id uuid not null references kernel.data_key (id),
  person bytea not null,
  decision bytea,
  purpose text not null,
  post_class text not null,
  employment_form text not null,
  start_date date,
  urgent boolean not null default false,
  standing text not null check (standing in ('candidate', 'serving')),
  permission text not null check (permission in ('consent', 'notice')),
  legal_bases text[] not null default '{}',
  guardian_needed boolean not null default false,
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  identity_proof text check (identity_proof in ('original_seen', 'chip_or_face_match', 'population_register', 'witnessed_on_paper')),
  identity_proven_by uuid,
  identity_proven_at timestamptz,
  permitted_at timestamptz,
  returned jsonb,
  state text not null,
  version integer not null default 1,
  due_at timestamptz,
  submitted_at timestamptz,
  asked_at timestamptz,
  released_at timestamptz,
  settled_at timestamptz,
  settlement jsonb,
  notice_file_id uuid references kernel.stored_file (id),
  notice_entry_id text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (read_from, row_number),
  -- Nobody is asked about without consent or notice, and proven identity.
  check (asked_at is null or (permitted_at is not null and identity_proof is not null)),
  check (released_at is null or asked_at is not null)
);
create index on inquiry.application (unit_id, state, due_at, id);
create index on inquiry.application (reviewer_id, state, due_at, id);
create index on inquiry.application (batch_id, row_number);

create table inquiry.application_action (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  sequence integer not null,
  verb text not null,
  state text not null,
  actor text not null,
  organisation_id uuid,
  detail jsonb not null default '{}',
  at timestamptz not null,
  unique (application_id, sequence)
);

-- Documents of the person by keyed token: for duplicates and for the search by one exact number.
create table inquiry.document_token (
  application_id uuid not null references inquiry.application (id),
  token bytea not null,
  primary key (application_id, token)
);
create index on inquiry.document_token (token);

create table inquiry.consent_link (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  secret_hash bytea not null unique,
  channel text not null check (channel in ('sms', 'email', 'printed')),
  language text not null check (language in ('zh', 'en')),
  contact bytea,
  contact_token bytea,
  code_hash bytea,
  code_sent_at timestamptz,
  code_until timestamptz,
  failures integer not null default 0,
  codes_sent integer not null default 0,
  retry_after timestamptz,
  unlocked_until timestamptz,
  opened_at timestamptz,
  reminded_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on inquiry.consent_link (application_id);
create index on inquiry.consent_link (contact_token);
create index on inquiry.consent_link (expires_at) where ended_at is null;

-- What the person said, or that notice was served: which text was read, by its hash.
create table inquiry.consent (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  kind text not null check (kind in ('agreed', 'refused', 'disputed', 'withdrawn', 'notice_served')),
  way text not null check (way in ('link', 'paper', 'notice')),
  text_version text not null,
  text_hash text not null,
  on_day date,
  file_id uuid references kernel.stored_file (id),
  file_hash bytea,
  guardian bytea,
  at timestamptz not null
);
create index on inquiry.consent (application_id, at);

-- The registry's side of a question. Only the node's own work reads it.
create table inquiry.answer (
  application_id uuid primary key references inquiry.application (id),
  ask_id uuid not null unique,
  state text not null check (state in ('WAITING', 'NO_RECORD', 'RECORD_FOUND', 'SOURCE_SILENT', 'PERSON_TOLD', 'RELEASED', 'CANCELLED')),
  body bytea,
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- The earliest instant at which it may leave; moves when the person has to be told first.
  leaves_from timestamptz,
  told_at timestamptz,
  silence_told_at timestamptz
);
create index on inquiry.answer (leaves_from) where state in ('NO_RECORD', 'RECORD_FOUND', 'SOURCE_SILENT', 'PERSON_TOLD');

create table inquiry.answer_action (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  sequence integer not null,
  verb text not null,
  state text not null,
  at timestamptz not null,
  unique (application_id, sequence)
);

-- Types of a record: for the reviewing authority, never for the unit. A row for every release, so that its being there tells nothing.
create table inquiry.told_type (
  application_id uuid primary key references inquiry.application (id),
  types bytea not null
);

create table inquiry.release_window (
  kind text not null check (kind in ('ordinary', 'urgent', 'priority')),
  opens_at timestamptz not null,
  completed_at timestamptz,
  released integer not null default 0,
  primary key (kind, opens_at)
);

create table inquiry.breach (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  kind text not null,
  detail jsonb not null default '{}',
  at timestamptz not null
);
create index on inquiry.breach (application_id);

create table inquiry.objection (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  reason text not null check (reason in ('not_me', 'wrong_data', 'sealed', 'other')),
  words bytea not null,
  opened_by text not null,
  due_at timestamptz,
  at timestamptz not null
);
create index on inquiry.objection (application_id);

alter table inquiry.batch enable row level security;
alter table inquiry.batch force row level security;
alter table inquiry.application enable row level security;
alter table inquiry.application force row level security;
alter table inquiry.application_action enable row level security;
alter table inquiry.application_action force row level security;
alter table inquiry.document_token enable row level security;
alter table inquiry.document_token force row level security;
alter table inquiry.consent_link enable row level security;
alter table inquiry.consent_link force row level security;
alter table inquiry.consent enable row level security;
alter table inquiry.consent force row level security;
alter table inquiry.answer enable row level security;
alter table inquiry.answer force row level security;
alter table inquiry.answer_action enable row level security;
alter table inquiry.answer_action force row level security;
alter table inquiry.told_type enable row level security;
alter table inquiry.told_type force row level security;
alter table inquiry.release_window enable row level security;
alter table inquiry.release_window force row level security;
alter table inquiry.breach enable row level security;
alter table inquiry.breach force row level security;
alter table inquiry.objection enable row level security;
alter table inquiry.objection force row level security;

create function inquiry.works_on_all() returns boolean language sql stable as $$
  select kernel.viewer_is_system('exchange', 'release-window', 'sweep', 'list-reader', 'maintenance')
$$;
create function inquiry.prepares_for(unit uuid) returns boolean language sql stable as $$
  select unit = kernel.viewer_organisation() and kernel.viewer_has_role('clerk', 'qualification')
$$;
grant execute on function inquiry.works_on_all() to gatehouse_application;
grant execute on function inquiry.prepares_for(uuid) to gatehouse_application;

create policy own_unit on inquiry.batch for select using (inquiry.prepares_for(unit_id) or kernel.viewer_is_system('list-reader'));
create policy entered on inquiry.batch for insert with check (inquiry.prepares_for(unit_id));
create policy changed on inquiry.batch for update using (inquiry.prepares_for(unit_id) or kernel.viewer_is_system('list-reader'));

-- Rows below ask for their one inquiry by its key: a list of all that the viewer may see would make writing n rows cost n².
-- The unit sees its own; the authority what was sent to it; the next authority up likewise; the person their own one.
create policy seen on inquiry.application for select using (
  inquiry.works_on_all()
  or (unit_id = kernel.viewer_organisation() and kernel.viewer_has_role('clerk', 'qualification', 'qualification-approver'))
  or (submitted_at is not null and reviewer_id = kernel.viewer_organisation() and kernel.viewer_has_role('reviewer', 'qualification-approver'))
  or (submitted_at is not null and kernel.viewer_organisation() in (reviewer_id, superior_id) and kernel.viewer_has_role('superior'))
  or (kernel.viewer_kind() = 'person' and id = (kernel.viewer() ->> 'inquiryId')::uuid)
);
create policy drafted on inquiry.application for insert with check (inquiry.prepares_for(unit_id) or kernel.viewer_is_system('list-reader'));
create policy changed on inquiry.application for update using (
  inquiry.works_on_all()
  or inquiry.prepares_for(unit_id)
  or (submitted_at is not null and reviewer_id = kernel.viewer_organisation() and kernel.viewer_has_role('reviewer', 'qualification-approver'))
  or (kernel.viewer_kind() = 'person' and id = (kernel.viewer() ->> 'inquiryId')::uuid)
);

create policy seen on inquiry.application_action for select using (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy acted on inquiry.application_action for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id));

create policy seen on inquiry.document_token for select using (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy entered on inquiry.document_token for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy replaced on inquiry.document_token for delete using (exists (select 1 from inquiry.application asked where asked.id = application_id and inquiry.prepares_for(asked.unit_id)));

-- A unit sees that a link exists, since it made it; the secret is kept as a hash, the contact sealed.
create policy seen on inquiry.consent_link for select using (
  kernel.viewer_is_system('personal-link', 'sweep')
  or exists (select 1 from inquiry.application asked where asked.id = application_id)
);
create policy made on inquiry.consent_link for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id and inquiry.prepares_for(asked.unit_id)));
create policy used on inquiry.consent_link for update using (
  kernel.viewer_is_system('sweep')
  or id::text = kernel.viewer() ->> 'linkId'
  or exists (select 1 from inquiry.application asked where asked.id = application_id and inquiry.prepares_for(asked.unit_id))
);

create policy seen on inquiry.consent for select using (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy said on inquiry.consent for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id));

create policy own_work on inquiry.answer using (kernel.viewer_is_system('exchange', 'release-window'));
create policy told_first on inquiry.answer for select using (
  kernel.viewer_kind() = 'person' and told_at is not null and application_id = (kernel.viewer() ->> 'inquiryId')::uuid
);
create policy own_work on inquiry.answer_action using (kernel.viewer_is_system('exchange', 'release-window'));

create policy authority on inquiry.told_type for select using (
  kernel.viewer_is_system('release-window')
  or exists (select 1 from inquiry.application asked where asked.id = application_id and asked.reviewer_id = kernel.viewer_organisation() and kernel.viewer_has_role('reviewer', 'qualification-approver'))
);
create policy told on inquiry.told_type for insert with check (kernel.viewer_is_system('release-window'));

create policy own_work on inquiry.release_window using (kernel.viewer_is_system('release-window'));

create policy seen on inquiry.breach for select using (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy found on inquiry.breach for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id));

create policy seen on inquiry.objection for select using (exists (select 1 from inquiry.application asked where asked.id = application_id));
create policy opened on inquiry.objection for insert with check (exists (select 1 from inquiry.application asked where asked.id = application_id));

grant select, insert, update on inquiry.batch, inquiry.application, inquiry.consent_link, inquiry.answer, inquiry.release_window to gatehouse_application;
grant select, insert on inquiry.application_action, inquiry.consent, inquiry.answer_action, inquiry.told_type, inquiry.breach, inquiry.objection to gatehouse_application;
grant select, insert, delete on inquiry.document_token to gatehouse_application;

-- A duplicate in another unit is none of this unit's business; whether a contact was given for another person is asked across
-- units, and answered by yes or no alone.
create policy asked_across_units on inquiry.consent_link for select to current_user using (true);
create policy asked_across_units on inquiry.application for select to current_user using (true);
create policy asked_across_units on inquiry.document_token for select to current_user using (true);
create function inquiry.contact_serves_another(contact_tokens bytea[], document_tokens bytea[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from inquiry.consent_link link
     where link.contact_token = any (contact_tokens) and link.ended_at is null
       and not exists (select 1 from inquiry.document_token held where held.application_id = link.application_id and held.token = any (document_tokens)))
$$;
revoke all on function inquiry.contact_serves_another(bytea[], bytea[]) from public;
grant execute on function inquiry.contact_serves_another(bytea[], bytea[]) to gatehouse_application;
