-- Why: a check that was begun counted as on its way for ever, so that whoever let it lie had mended the gap. Its time runs from its last step;
-- a gap stays open until the answer and shows what is being done about it.
alter table workforce.employment_check add column step_at timestamptz;
alter table workforce.employment_check no force row level security;
update workforce.employment_check set step_at = changed_at;
alter table workforce.employment_check force row level security;
alter table workforce.employment_check alter column step_at set not null;

alter table workforce.coverage drop constraint coverage_state_check;
alter table workforce.coverage add constraint coverage_state_check check (state in (
  'barred', 'stopped', 'refused_or_withdrawn', 'not_yet_asked', 'left_lying', 'overdue', 'waiting', 'unmonitored', 'due', 'no_record'));
alter table workforce.coverage no force row level security;
-- The new state stands between not yet asked (3) and overdue.
update workforce.coverage set urgency = urgency + 1 where urgency > 3;
-- Whose check may have lain too long, and who refused while an answer held.
insert into workforce.to_look (employment_id, marked_at)
  select employment_id, looked_at from workforce.coverage where state in ('waiting', 'refused_or_withdrawn') on conflict do nothing;
alter table workforce.coverage force row level security;

-- The check that mends a gap: its state as its unit sees it, since when, and when it was begun. Null: none is under way.
alter table workforce.gap add column check_state text, add column check_begun_at timestamptz, add column check_step_at timestamptz;
alter table workforce.gap add constraint check_whole check (
  (check_state is null) = (check_begun_at is null) and (check_state is null) = (check_step_at is null));
grant update (check_state, check_begun_at, check_step_at) on workforce.gap to gatehouse_application;
