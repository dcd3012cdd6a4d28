-- Why: what a document's time of keeping has passed for is erased by destroying its key, by the node itself and by nobody else; after a
-- restore it is erased again.
create policy destroyed_by_retention on kernel.data_key for update
  using (wrapped is not null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (wrapped is null and (select kernel.viewer_is_system('retention', 'restore')));

create policy removed_by_retention on kernel.stored_file for update
  using (removed_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (removed_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
grant update (removed_at) on kernel.stored_file to gatehouse_application;
