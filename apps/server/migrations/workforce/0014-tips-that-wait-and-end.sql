-- Why: a tip that nobody takes up in its time has to reach somebody who does, and what led nowhere names a place, and perhaps people, for no reason
-- any more: its words go, and when it came and what became of it stay.
alter table workforce.tip add column raised_at timestamptz;
alter table workforce.tip add column erased_at timestamptz;
alter table workforce.tip alter column place drop not null;
alter table workforce.tip drop constraint tip_check;
alter table workforce.tip add constraint answered_whole check (
  (outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null)
  and (note is null) = (outcome is null or erased_at is not null)
);
alter table workforce.tip add constraint nothing_is_left_of_what_was_erased check (
  case when erased_at is null then place is not null
       else outcome is not null and place is null and seen is null and contact is null and note is null end
);
create index on workforce.tip (due_at) where outcome is null;
create index on workforce.tip (answered_at) where outcome = 'no_such_place' and erased_at is null;
grant update (raised_at, erased_at, place, seen, contact) on workforce.tip to gatehouse_application;

-- Only upwards and only what waits; who took it before sees it as one passed on.
create policy raised on workforce.tip for update using ((select kernel.viewer_is_system('tips')) and outcome is null)
  with check ((select kernel.viewer_is_system('tips')) and outcome is null and raised_at is not null);
create policy kept on workforce.tip for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.tip for update using ((select kernel.viewer_is_system('retention', 'restore')) and outcome is not null)
  with check ((select kernel.viewer_is_system('retention', 'restore')) and erased_at is not null);
