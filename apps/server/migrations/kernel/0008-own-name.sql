-- Why: who did something stands in the journal and in the actions of every module as one name. The database knows it too, so that
-- nobody's act can be written down as another's (the policies own_name of each module).
-- As viewerName in kernel/viewer.ts writes it.
create function kernel.viewer_name() returns text language sql stable as $$
  select (given ->> 'kind') || coalesce(':' || coalesce(given ->> 'accountId', given ->> 'linkId', given ->> 'visitId', given ->> 'name'), '')
    from (select kernel.viewer() as given) viewer
$$;
grant execute on function kernel.viewer_name() to gatehouse_application;
