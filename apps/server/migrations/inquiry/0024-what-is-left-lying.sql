-- Why: a check that was begun and that nobody takes further, one that the person refused or withdrew from, and a record whose unit never said
-- what came of it were under no rule and would have been kept for ever. What waits for somebody is given up with its erasure, so that it stands
-- on nobody's list any more.
create policy given_up on inquiry.application for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (state = 'CANCELLED' and (select kernel.viewer_is_system('retention', 'restore')));
create policy given_up on inquiry.application_action for insert
  with check (state = 'CANCELLED' and (select kernel.viewer_is_system('retention')));

drop index inquiry.kept_by_settlement;
create index kept_by_settlement on inquiry.application (coalesce(settled_at, released_at), id) where released_at is not null and erased_at is null;
create index kept_by_end on inquiry.application (changed_at, id)
  where state in ('RECALLED', 'ANSWER_CORRECTED', 'CONSENT_REFUSED', 'WITHDRAWN') and erased_at is null;
