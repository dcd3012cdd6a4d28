-- Why: who the viewer is was found out anew for every row and every clause of a policy, each time by a hash over the secret.
-- A call inside (select …) is made once for a statement; what it stands on keeps its plan from one call to the next.
create or replace function kernel.viewer_seal(viewer text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select encode(sha256(secret || convert_to(viewer || pg_backend_pid()::text || transaction_timestamp()::text, 'UTF8')), 'hex')
            from kernel.viewer_secret);
end $$;

alter policy any_viewer on kernel.data_key using ((select kernel.viewer()) is not null);
alter policy any_viewer_adds on kernel.data_key with check ((select kernel.viewer()) is not null);
alter policy destroyed_by_maintenance on kernel.data_key
  using ((select kernel.viewer_is_system('maintenance'))) with check (wrapped is null and destroyed_at is not null);
alter policy own_keys on kernel.idempotency_key
  using (viewer = ((select kernel.viewer()) ->> 'kind') || ':' || coalesce((select kernel.viewer()) ->> 'accountId', (select kernel.viewer()) ->> 'linkId', (select kernel.viewer()) ->> 'name', ''));
alter policy old_ones_go on kernel.idempotency_key using ((select kernel.viewer_is_system('maintenance')));
alter policy any_viewer on kernel.stored_file using ((select kernel.viewer()) is not null);
alter policy any_viewer_adds on kernel.stored_file with check ((select kernel.viewer()) is not null);
alter policy any_viewer on kernel.setting using ((select kernel.viewer()) is not null);
alter policy set_by_operator on kernel.setting with check ((select kernel.viewer_is_operator()) or (select kernel.viewer_is_system('maintenance', 'demonstration')));
alter policy changed_by_operator on kernel.setting using ((select kernel.viewer_is_operator()) or (select kernel.viewer_is_system('maintenance', 'demonstration')));
