-- Why: an objection that nobody has to answer by a day is none (elsewhere one took 1,007 days). Each goes through the steps of the law
-- pack, each step with who is responsible, since when and until when; what is late is marked, and shown to those who can push.
alter table inquiry.objection
  -- The question under which the registry looks again; random, and made for the exchange.
  add column recheck_id uuid unique,
  add column outcome text check (outcome in ('stands', 'corrected', 'recalled')),
  -- Whether the letter reached the person by a message, or the authority writes.
  add column letter_way text check (letter_way in ('message', 'letter')),
  add constraint only_ended_ones_have_an_outcome check (outcome is null or ended_at is not null);
grant update (recheck_id, outcome, letter_way) on inquiry.objection to gatehouse_application;
create index on inquiry.objection (recheck_id) where recheck_id is not null;

create table inquiry.objection_step (
  id uuid primary key,
  objection_id uuid not null references inquiry.objection (id),
  application_id uuid not null references inquiry.application (id),
  sequence integer not null check (sequence > 0),
  -- A step of the law pack.
  step text not null,
  -- Who has to do it. Null: the registry, which is told by the exchange.
  authority_id uuid,
  -- Who is told where it is late; and who sent it, for whoever sees no more of the matter than that.
  superior_id uuid,
  sender_id uuid,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  unique (objection_id, sequence),
  check ((ended_at is null) = (ended_by is null))
);
create unique index on inquiry.objection_step (objection_id) where ended_at is null;
create index on inquiry.objection_step (authority_id, due_at) where ended_at is null;
create index on inquiry.objection_step (superior_id, due_at) where ended_at is null;
create index on inquiry.objection_step (due_at) where ended_at is null and overdue_at is null;
create index on inquiry.objection_step (application_id);

-- What has to be put right after an objection was upheld, until it is.
create table inquiry.repair (
  id uuid primary key,
  objection_id uuid not null references inquiry.objection (id),
  application_id uuid not null references inquiry.application (id),
  -- A repair of the law pack.
  kind text not null,
  part text not null check (part in ('unit', 'authority')),
  organisation_id uuid not null,
  superior_id uuid,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  done_at timestamptz,
  done_by uuid,
  unique (objection_id, kind),
  check ((done_at is null) = (done_by is null))
);
create index on inquiry.repair (organisation_id, due_at) where done_at is null;
create index on inquiry.repair (superior_id, due_at) where done_at is null;
create index on inquiry.repair (due_at) where done_at is null and overdue_at is null;
create index on inquiry.repair (application_id);

-- What came of objections, for statistics: leads to no person, no unit and no inquiry.
create table inquiry.objection_figure (
  id uuid primary key,
  outcome text not null check (outcome in ('stands', 'corrected', 'recalled')),
  reason text not null,
  closed_on date not null,
  days integer not null check (days >= 0),
  late_steps integer not null check (late_steps >= 0)
);
create index on inquiry.objection_figure (closed_on);

do $$
declare name text;
begin
  foreach name in array array['objection_step', 'repair', 'objection_figure'] loop
    execute format('alter table inquiry.%I enable row level security', name);
    execute format('alter table inquiry.%I force row level security', name);
    execute format('grant select, insert on inquiry.%I to gatehouse_application', name);
  end loop;
end $$;
grant update (ended_at, ended_by, overdue_at) on inquiry.objection_step to gatehouse_application;
grant update (done_at, done_by, overdue_at) on inquiry.repair to gatehouse_application;

-- Who sees the inquiry sees where its objection is, once the answer was told; the ministry sees its own step, and no inquiry.
create policy seen on inquiry.objection_step for select using (
  (select inquiry.works_on_all()) or (select kernel.viewer_is_system('restore'))
  or (authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('ministry')))
  or exists (select 1 from inquiry.application asked where asked.id = application_id and asked.released_at is not null)
);
create policy begun on inquiry.objection_step for insert with check (
  (select kernel.viewer_is_system('exchange', 'release-window'))
  or (sequence = 1 and exists (select 1 from inquiry.application asked where asked.id = application_id and asked.released_at is not null))
);
create policy worked on inquiry.objection_step for update using (
  (select kernel.viewer_is_system('exchange', 'sweep', 'restore'))
  or (authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver', 'ministry')))
);

create policy seen on inquiry.repair for select using (
  (select inquiry.works_on_all())
  or exists (select 1 from inquiry.application asked where asked.id = application_id)
);
create policy ordered on inquiry.repair for insert with check ((select kernel.viewer_is_system('exchange', 'restore')));
create policy worked on inquiry.repair for update using (
  (select kernel.viewer_is_system('sweep'))
  or (organisation_id = (select kernel.viewer_organisation()) and case part
    when 'unit' then (select kernel.viewer_has_role('clerk', 'qualification'))
    else (select kernel.viewer_has_role('reviewer', 'qualification-approver')) end)
);

create policy counted on inquiry.objection_figure for insert with check ((select kernel.viewer_is_system('exchange', 'restore')));
create policy seen on inquiry.objection_figure for select using (
  (select kernel.viewer_has_role('reviewer', 'qualification-approver', 'superior', 'ministry', 'auditor'))
);
