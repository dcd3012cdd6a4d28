-- Why: somebody who never came stayed on the roster until a day on which they could have left, and was watched and asked about until then; and
-- a roster did not say who of it was entered, sent or hired. A last day before the first says that nobody began: it exists for this deed alone.
alter table workforce.employment_action drop constraint employment_action_verb_check;
alter table workforce.employment_action add constraint employment_action_verb_check
  check (verb in ('add', 'change', 'end', 'not-begin'));
alter table workforce.employment drop constraint employment_check;
alter table workforce.employment add constraint last_day_fits
  check (until_date is null or until_date >= from_date or (ended_at is not null and until_date = from_date - 1));

-- Empty where it was entered before this was kept.
alter table workforce.employment add column came_from text check (came_from in ('hand', 'file', 'program', 'hire'));
-- The inquiry whose settlement put them there.
alter table workforce.employment add column inquiry_id uuid;
alter table workforce.employment add constraint only_a_hire_has_an_inquiry check (inquiry_id is null or came_from = 'hire');
