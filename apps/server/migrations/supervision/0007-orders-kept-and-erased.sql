-- Why: an order that ended is kept for as long as a breach of it may still be asked about, and no longer. That there was one, its days and who did
-- what stays; who it was about and what the case was goes.
alter table supervision.prohibition
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nobody_is_left_in_an_erased_one check (
    erased_at is null
    or (length(person) = 0 and length(case_facts) = 0 and tokens = '{}' and change is null and state in ('EXPIRED', 'LIFTED'))
  );
create index kept_orders on supervision.prohibition (changed_at, id) where state in ('EXPIRED', 'LIFTED') and erased_at is null;

create policy kept on supervision.prohibition for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on supervision.prohibition for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (keep_until is not null and (select kernel.viewer_is_system('retention', 'restore')));
