-- Why: a file of a source names people who may never come on record: uploaded and not checked, checked and not entered, or held back row by row. Its
-- name, its headings and what is left of its rows go when its time has passed; that it came, of how many rows, and what became of it stays.
alter table registry.import
  add column changed_at timestamptz,
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nothing_is_left_of_an_erased_one check (
    erased_at is null or (length(file_name_sealed) = 0 and file_object is null and state in ('entered', 'discarded'))
  );
alter table registry.import no force row level security;
update registry.import set changed_at = uploaded_at;
alter table registry.import force row level security;
alter table registry.import alter column changed_at set not null;
create index kept_imports on registry.import (changed_at, id) where erased_at is null;

create policy kept on registry.import for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on registry.import for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (keep_until is not null and (select kernel.viewer_is_system('retention', 'restore')));
create policy kept on registry.import_row for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on registry.import_row for update
  using ((select kernel.viewer_is_system('retention', 'restore')))
  with check (cells_sealed is null and (select kernel.viewer_is_system('retention', 'restore')));
