-- Why: a link opens one inquiry. Whoever wants to know everything that was asked about them shows their document at a desk of an
-- authority, never of the unit that asks, and gets a code for one day. What the desk writes is the same whether or not anything
-- is held, and the desk cannot read it. A page so opened sees the inquiries that hold exactly that document.
create table inquiry.desk_code (
  id uuid primary key,
  code_hash bytea not null unique,
  -- Keyed tokens of the exact document, its kind and its number, under every key in use.
  document_tokens bytea[] not null check (cardinality(document_tokens) > 0),
  -- Keyed token of the name on it: one number may have been given to two people.
  name_token bytea not null,
  proof text not null check (proof in ('original_seen', 'chip_or_face_match')),
  issued_by uuid not null,
  organisation_id uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index on inquiry.desk_code using gin (document_tokens);

create table inquiry.visit (
  id uuid primary key,
  -- A code opens one page, once.
  desk_code_id uuid not null unique references inquiry.desk_code (id),
  secret_hash bytea not null unique,
  begun_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);

alter table inquiry.desk_code enable row level security;
alter table inquiry.desk_code force row level security;
alter table inquiry.visit enable row level security;
alter table inquiry.visit force row level security;
grant select, insert on inquiry.desk_code to gatehouse_application;
grant select, insert on inquiry.visit to gatehouse_application;
grant update (ended_at) on inquiry.visit to gatehouse_application;

-- Whose page is open, and which inquiries hold their document. Asked once for a statement, inside (select …).
create policy asked_for_visitor on inquiry.desk_code for select to current_user using (true);
create policy asked_for_visitor on inquiry.visit for select to current_user using (true);
create function inquiry.visitor_tokens() returns bytea[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer_kind() is distinct from 'visitor' then return '{}'; end if;
  return coalesce((
    select code.document_tokens from inquiry.visit visit join inquiry.desk_code code on code.id = visit.desk_code_id
     where visit.id = (kernel.viewer() ->> 'visitId')::uuid and visit.ended_at is null), '{}');
end $$;
create function inquiry.asked_about_visitor() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((
    select array_agg(held.application_id) from inquiry.document_token held
     where held.token = any (inquiry.visitor_tokens())), '{}');
end $$;
revoke all on function inquiry.visitor_tokens() from public;
revoke all on function inquiry.asked_about_visitor() from public;
grant execute on function inquiry.visitor_tokens() to gatehouse_application;
grant execute on function inquiry.asked_about_visitor() to gatehouse_application;

create policy given_at_desk on inquiry.desk_code for insert with check (
  issued_by = (select kernel.viewer_account())
  and organisation_id = (select kernel.viewer_organisation())
  and (select kernel.viewer_has_role('reviewer'))
);
-- Not by the desk: whoever gave a code reads nothing of it afterwards.
create policy seen on inquiry.desk_code for select using (
  (select kernel.viewer_is_system('own-page'))
  or ((select kernel.viewer_kind()) = 'visitor' and document_tokens && (select inquiry.visitor_tokens()))
);
create policy begun on inquiry.visit for insert with check ((select kernel.viewer_is_system('own-page')));
create policy seen on inquiry.visit for select using (
  (select kernel.viewer_is_system('own-page'))
  or ((select kernel.viewer_kind()) = 'visitor' and exists (select 1 from inquiry.desk_code code where code.id = desk_code_id))
);
create policy ended on inquiry.visit for update using (
  (select kernel.viewer_kind()) = 'visitor' and id = ((select kernel.viewer()) ->> 'visitId')::uuid
);

create policy seen_by_visitor on inquiry.application for select using (
  (select kernel.viewer_kind()) = 'visitor' and id = any ((select inquiry.asked_about_visitor())::uuid[])
);
create policy changed_by_visitor on inquiry.application for update using (
  (select kernel.viewer_kind()) = 'visitor' and id = any ((select inquiry.asked_about_visitor())::uuid[])
);
create policy told_first_to_visitor on inquiry.answer for select using (
  (select kernel.viewer_kind()) = 'visitor' and told_at is not null and application_id = any ((select inquiry.asked_about_visitor())::uuid[])
);
alter policy seen on inquiry.objection using (
  exists (
    select 1 from inquiry.application asked
     where asked.id = application_id
       and (asked.released_at is not null or (select kernel.viewer_kind()) in ('person', 'visitor') or (select inquiry.works_on_all()))
  )
);
