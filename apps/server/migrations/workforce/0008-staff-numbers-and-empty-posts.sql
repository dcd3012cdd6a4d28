-- Why: an HR system finds an employment by its own number and never by a name or a document, and a unit that is asked why a post is empty
-- can answer. The number is the unit's alone, and says of nobody who they are.
create table workforce.staff_number (
  employment_id uuid primary key references workforce.employment (id),
  unit_id uuid not null,
  user_name text not null,
  external_id text,
  version integer not null default 1,
  -- When somebody else at the unit was given the number, since this employment had ended.
  given_up_at timestamptz,
  -- The day on which a program ended the employment.
  ended_on date
);
create unique index one_user_name on workforce.staff_number (unit_id, user_name) where given_up_at is null;
create unique index one_external_id on workforce.staff_number (unit_id, external_id) where given_up_at is null and external_id is not null;
create index on workforce.staff_number (unit_id, ended_on) where ended_on is not null;

alter table workforce.staff_number enable row level security;
alter table workforce.staff_number force row level security;
create policy own_unit on workforce.staff_number using (
  unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))
) with check (
  unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))
  and exists (select 1 from workforce.employment one where one.id = employment_id and one.unit_id = staff_number.unit_id)
);
grant select, insert on workforce.staff_number to gatehouse_application;
grant update (user_name, external_id, version, given_up_at, ended_on) on workforce.staff_number to gatehouse_application;

-- A school without a cook is asked who cooks, and so far could not answer. The answer stands with the question until the authority
-- has accepted it for a time, or asks again; whoever it names is sealed.
create table workforce.post_answer (
  id uuid primary key,
  unit_id uuid not null,
  reviewer_id uuid,
  superior_id uuid,
  -- A question of the law pack.
  question text not null,
  kind text not null check (kind in ('outsourced', 'none_needed')),
  supplier_credit_code text,
  data_key_id uuid not null references kernel.data_key (id),
  words bytea not null,
  answered_by uuid not null,
  answered_at timestamptz not null,
  verdict text check (verdict in ('accepted', 'asked_again')),
  judged_by uuid,
  judged_at timestamptz,
  judged_words bytea,
  -- Accepted until this day; then the question is asked again.
  holds_until date,
  superseded_at timestamptz,
  check ((kind = 'outsourced') = (supplier_credit_code is not null)),
  check ((verdict is null) = (judged_at is null) and (verdict is null) = (judged_by is null) and (verdict is null) = (judged_words is null)),
  check ((verdict is not distinct from 'accepted') = (holds_until is not null))
);
create unique index one_answer on workforce.post_answer (unit_id, question) where superseded_at is null;
create index on workforce.post_answer (reviewer_id, unit_id);
create index on workforce.post_answer (superior_id, unit_id);

alter table workforce.post_answer enable row level security;
alter table workforce.post_answer force row level security;
create policy seen on workforce.post_answer for select using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy answered on workforce.post_answer for insert with check (
  unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')) and verdict is null
);
-- The unit takes its answer back by another one; the judgement is the authority's.
create policy superseded on workforce.post_answer for update using (
  unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))
) with check (superseded_at is not null);
create policy judged on workforce.post_answer for update using (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')) and superseded_at is null
) with check (superseded_at is null and reviewer_id = (select kernel.viewer_organisation()));
grant select, insert on workforce.post_answer to gatehouse_application;
grant update (verdict, judged_by, judged_at, judged_words, holds_until, superseded_at) on workforce.post_answer to gatehouse_application;
