-- Why: what comes on record about somebody who serves is found without a question of the unit. It becomes an inquiry that nobody drafted,
-- reviewed or was asked consent for, so that everything after an answer is what stands already.
alter table inquiry.application add column monitored boolean not null default false;
alter table inquiry.application alter column drafted_by drop not null;
alter table inquiry.application add constraint drafted_or_found check (monitored = (drafted_by is null));
alter table inquiry.application drop constraint application_check;
alter table inquiry.application add constraint asked_when_permitted
  check (asked_at is null or monitored or (permitted_at is not null and identity_proof is not null));

-- One answer of the registry about one person is told to each unit that employs them.
alter table inquiry.answer drop constraint answer_ask_id_key;
create index on inquiry.answer (ask_id);

-- Of what was found nobody sees anything before it is told, not even that there is an inquiry.
alter policy seen on inquiry.application using (
  (select inquiry.works_on_all())
  or (not monitored or released_at is not null) and (
    (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk', 'qualification', 'qualification-approver')))
    or (submitted_at is not null and reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
    or (submitted_at is not null and (select kernel.viewer_organisation()) in (reviewer_id, superior_id) and (select kernel.viewer_has_role('superior')))
    or ((select kernel.viewer_kind()) = 'person' and id = ((select kernel.viewer()) ->> 'inquiryId')::uuid)
  )
);
create policy found on inquiry.application for insert with check (
  (select kernel.viewer_is_system('exchange')) and monitored and state = 'ASKING'
);

-- Messages come in any order: a recall may overtake the finding that it voids, for one unit or for all of them. The questions whose answers are
-- void; random ids and nothing else.
create table inquiry.voided_question (
  ask_id uuid primary key,
  at timestamptz not null
);
alter table inquiry.voided_question enable row level security;
alter table inquiry.voided_question force row level security;
grant select, insert on inquiry.voided_question to gatehouse_application;
create policy own_work on inquiry.voided_question for select using ((select kernel.viewer_is_system('exchange')));
create policy noted on inquiry.voided_question for insert with check ((select kernel.viewer_is_system('exchange')));
