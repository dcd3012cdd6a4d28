-- Why: when what an answer rested on is corrected, the answer is void, and everybody who was told is told again: without a cause, and the same
-- for whatever was answered. An answer that nobody was told yet is asked for anew, and nobody sees that it was.
alter table inquiry.answer drop constraint answer_state_check;
alter table inquiry.answer add constraint answer_state_check
  check (state in ('WAITING', 'NO_RECORD', 'RECORD_FOUND', 'SOURCE_SILENT', 'PERSON_TOLD', 'RELEASED', 'RECALLED', 'CANCELLED'));

-- The order that rested on a void answer; its letter is no longer to be written.
alter table inquiry.stop_work_order add column cancelled_at timestamptz;
grant update (cancelled_at) on inquiry.stop_work_order to gatehouse_application;
create policy seen_by_recall on inquiry.stop_work_order for select using ((select kernel.viewer_is_system('exchange')));
create policy cancelled on inquiry.stop_work_order for update using ((select kernel.viewer_is_system('exchange')));

-- An objection to an answer that is void has nothing more to object to.
alter table inquiry.objection add column ended_at timestamptz;
grant update (ended_at) on inquiry.objection to gatehouse_application;
create policy ended_by_recall on inquiry.objection for update using ((select kernel.viewer_is_system('exchange')));

-- A told answer that became void, and what its authority has to see to. Written in the act of the recall; never before the release.
create table inquiry.recalled_answer (
  application_id uuid primary key references inquiry.application (id),
  recalled_at timestamptz not null,
  authority_id uuid,
  -- Told as well, because it was told of the stop-work order; null otherwise.
  superior_id uuid,
  -- To whom the authority writes: a unit that holds a stop-work letter, a person whom no message reaches.
  letters text[] not null check (letters <@ array['unit', 'person']),
  due_at timestamptz not null,
  seen_to_at timestamptz,
  seen_to_by uuid,
  check ((seen_to_at is null) = (seen_to_by is null))
);
create index on inquiry.recalled_answer (authority_id, due_at) where seen_to_at is null;
create index on inquiry.recalled_answer (superior_id, due_at) where seen_to_at is null;

-- Numbers of voided notices, hashed: public, since whoever holds a notice has to learn that it is void; told by parts of the hash, so
-- that nobody learns which notice somebody holds.
create table inquiry.voided_notice (
  hash bytea primary key check (length(hash) = 32),
  voided_at timestamptz not null
);

alter table inquiry.recalled_answer enable row level security;
alter table inquiry.recalled_answer force row level security;
alter table inquiry.voided_notice enable row level security;
alter table inquiry.voided_notice force row level security;
grant select, insert on inquiry.recalled_answer, inquiry.voided_notice to gatehouse_application;
grant update (seen_to_at, seen_to_by) on inquiry.recalled_answer to gatehouse_application;

create policy recalled on inquiry.recalled_answer for insert with check ((select kernel.viewer_is_system('exchange')));
-- The authority what it reviewed, the next one up what it was told of. The unit has its inquiry.
create policy seen on inquiry.recalled_answer for select using (
  (select kernel.viewer_is_system('exchange'))
  or (authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy seen_to on inquiry.recalled_answer for update using (
  authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
);
create policy voided on inquiry.voided_notice for insert with check ((select kernel.viewer_is_system('exchange')));
create policy for_everybody on inquiry.voided_notice for select using ((select kernel.viewer_kind()) is not null);

-- An answer that was recalled after a backup is recalled again in the restored node, before it answers.
create policy recalled_by_restore on inquiry.application for update
  using ((select kernel.viewer_is_system('restore'))) with check (state = 'RECALLED');
create policy seen_by_restore on inquiry.answer for select using ((select kernel.viewer_is_system('restore')));
create policy recalled_by_restore on inquiry.answer for update
  using ((select kernel.viewer_is_system('restore'))) with check (state = 'RECALLED');
create policy seen_by_restore on inquiry.answer_action for select using ((select kernel.viewer_is_system('restore')));
create policy recalled_by_restore on inquiry.answer_action for insert
  with check ((select kernel.viewer_is_system('restore')) and state = 'RECALLED');
create policy seen_by_restore on inquiry.objection for select using ((select kernel.viewer_is_system('restore')));
create policy ended_by_restore on inquiry.objection for update using ((select kernel.viewer_is_system('restore')));
create policy seen_by_restore on inquiry.stop_work_order for select using ((select kernel.viewer_is_system('restore')));
create policy cancelled_by_restore on inquiry.stop_work_order for update using ((select kernel.viewer_is_system('restore')));
create policy recalled_by_restore on inquiry.recalled_answer for insert with check ((select kernel.viewer_is_system('restore')));
create policy voided_by_restore on inquiry.voided_notice for insert with check ((select kernel.viewer_is_system('restore')));
