-- Why: the keys that wrap data keys are renewed while the node runs. Maintenance may now put a data key under another epoch; what it
-- destroyed stays destroyed, and which data key a row is, and of what kind, nobody changes.
drop policy destroyed_by_maintenance on kernel.data_key;
create policy changed_by_maintenance on kernel.data_key for update
  using (wrapped is not null and (select kernel.viewer_is_system('maintenance')))
  with check ((select kernel.viewer_is_system('maintenance')));
revoke update on kernel.data_key from gatehouse_application;
grant update (key_id, wrapped, destroyed_at) on kernel.data_key to gatehouse_application;
