-- Why: the platform sends an invented person to the registry every hour, as a question and as somebody enrolled, to learn of a way that loses
-- what it is given before anybody relies on it. There is no inquiry behind one, so that no count of the platform can meet it.
create table inquiry.canary (
  -- The question's or the enrolment's own.
  id uuid primary key,
  path text not null check (path in ('inquiry', 'monitoring')),
  -- The turn it belongs to: one goes each way in each.
  slot timestamptz not null,
  sent_at timestamptz not null,
  arrived_at timestamptz,
  unique (path, slot)
);
create index on inquiry.canary (path, arrived_at);
alter table inquiry.canary enable row level security;
alter table inquiry.canary force row level security;
grant select, insert, update on inquiry.canary to gatehouse_application;
create policy watched_over on inquiry.canary for select using (
  (select kernel.viewer_is_system('canary', 'exchange')) or (select kernel.viewer_has_role('auditor', 'admin', 'admin-2'))
);
create policy sent on inquiry.canary for insert with check ((select kernel.viewer_is_system('canary')));
create policy arrived on inquiry.canary for update using ((select kernel.viewer_is_system('exchange')));

-- A procurator asks where else somebody worked only while the record that was told still stands: which of these inquiries were told and are not
-- void since, and nothing else of them.
create policy read_for_procurators on inquiry.application for select to current_user using (true);
create function inquiry.still_told(ids uuid[]) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('procurator') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return query select id from inquiry.application
    where id = any(ids) and released_at is not null and state not in ('RECALLED', 'ANSWER_CORRECTED', 'VOIDED');
end $$;
revoke all on function inquiry.still_told(uuid[]) from public;
grant execute on function inquiry.still_told(uuid[]) to gatehouse_application;
