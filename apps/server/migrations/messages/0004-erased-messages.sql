-- Why: an address and what was written to it are about a person too. They go with the inquiry they are about, others when their own time has
-- passed; that a message left, and when, stays.
alter table messages.message
  add column erased_at timestamptz,
  add constraint nothing_is_left_of_an_erased_one check (erased_at is null or (length(address) = 0 and length(content) = 0 and letter_file_id is null));
create index kept on messages.message (created_at, id) where erased_at is null;

create policy kept on messages.message for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on messages.message for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
