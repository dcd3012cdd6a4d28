-- Why: a visitor, whose identity a desk has proven, is a viewer of its own: policies written for whoever holds a personal link stay as
-- narrow as they were, and a table that says nothing of visitors shows them nothing.
create or replace function kernel.set_viewer(viewer jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(current_setting('gatehouse.viewer', true), '') <> '' then
    raise exception 'the viewer of a transaction is set once';
  end if;
  if viewer ->> 'kind' is null or viewer ->> 'kind' not in ('account', 'person', 'visitor', 'operator', 'system', 'public') then
    raise exception 'unknown kind of viewer';
  end if;
  if not kernel.viewer_is_real(viewer) then
    raise exception 'the viewer is not in force' using errcode = '28000';
  end if;
  perform set_config('gatehouse.viewer', viewer::text, true);
  perform set_config('gatehouse.viewer_seal', kernel.viewer_seal(viewer::text), true);
end $$;
alter policy own_keys on kernel.idempotency_key
  using (viewer = ((select kernel.viewer()) ->> 'kind') || ':' || coalesce((select kernel.viewer()) ->> 'accountId', (select kernel.viewer()) ->> 'linkId', (select kernel.viewer()) ->> 'visitId', (select kernel.viewer()) ->> 'name', ''));
