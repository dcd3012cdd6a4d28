-- Why: what is done for many rows outlives the request: the deed is stored with its rows, worked in chunks, and ends with each
-- row done once or left with its reason. It acts in the name of whoever asked, and of nobody else.
create table inquiry.bulk_deed (
  id uuid primary key,
  kind text not null check (kind in ('prove-identity', 'serve-notice', 'send-consent', 'submit', 'approve')),
  batch_id uuid references inquiry.batch (id),
  organisation_id uuid not null,
  division_code text not null,
  -- In whose name the rows are worked: the session has to be in force at each chunk, and the roles with it.
  asked_by uuid not null,
  session_id uuid not null,
  roles text[] not null,
  -- How identity was proven, or when notice was served: nothing about a person.
  parameters jsonb not null default '{}',
  -- Seals contacts and letters.
  data_key_id uuid references kernel.data_key (id),
  state text not null check (state in ('WORKING', 'STOPPED', 'HELD', 'DONE')),
  rows integer not null default 0,
  done integer not null default 0,
  left_rows integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (done + left_rows <= rows)
);
create index on inquiry.bulk_deed (organisation_id, created_at desc, id);
create index on inquiry.bulk_deed (batch_id, created_at desc);
create index on inquiry.bulk_deed (changed_at) where state = 'WORKING';
-- One deed at a time works a list.
create unique index one_working_deed on inquiry.bulk_deed (batch_id) where batch_id is not null and state = 'WORKING';

create table inquiry.bulk_row (
  deed_id uuid not null references inquiry.bulk_deed (id),
  position integer not null,
  application_id uuid not null references inquiry.application (id),
  row_number integer,
  -- What the reviewer saw.
  seen_version integer,
  channel text check (channel in ('sms', 'email', 'printed')),
  language text check (language in ('zh', 'en')),
  -- Gone as soon as the row is done or left.
  contact bytea,
  -- Link and code of a printed letter, until it is printed.
  letter bytea,
  state text not null default 'WAITING' check (state in ('WAITING', 'DONE', 'LEFT')),
  code text,
  primary key (deed_id, position),
  unique (deed_id, application_id),
  check (state = 'WAITING' or contact is null)
);
create index on inquiry.bulk_row (deed_id, position) where state = 'WAITING';
create index on inquiry.bulk_row (application_id) where state = 'WAITING';
create index on inquiry.bulk_row (deed_id, position) where state = 'LEFT';
create index on inquiry.bulk_row (deed_id, position) where letter is not null;

alter table inquiry.bulk_deed enable row level security;
alter table inquiry.bulk_deed force row level security;
alter table inquiry.bulk_row enable row level security;
alter table inquiry.bulk_row force row level security;

create function inquiry.has_duty_for(kind text, organisation uuid) returns boolean language sql stable as $$
  select organisation = kernel.viewer_organisation() and case
    when kind = 'approve' then kernel.viewer_has_role('reviewer', 'qualification-approver')
    else kernel.viewer_has_role('clerk', 'qualification')
  end
$$;
grant execute on function inquiry.has_duty_for(text, uuid) to gatehouse_application;

-- The job finds out by itself only which deed is in whose name; every row is worked as that person.
create policy seen on inquiry.bulk_deed for select using (
  inquiry.has_duty_for(kind, organisation_id) or (select kernel.viewer_is_system('bulk-deed', 'sweep'))
);
create policy asked on inquiry.bulk_deed for insert with check (inquiry.has_duty_for(kind, organisation_id));
create policy worked on inquiry.bulk_deed for update using (
  inquiry.has_duty_for(kind, organisation_id) or (select kernel.viewer_is_system('bulk-deed'))
);
create policy seen on inquiry.bulk_row for select using (exists (select 1 from inquiry.bulk_deed deed where deed.id = deed_id));
create policy asked on inquiry.bulk_row for insert with check (exists (select 1 from inquiry.bulk_deed deed where deed.id = deed_id and inquiry.has_duty_for(deed.kind, deed.organisation_id)));
create policy worked on inquiry.bulk_row for update using (
  (select kernel.viewer_is_system('sweep'))
  or exists (select 1 from inquiry.bulk_deed deed where deed.id = deed_id and inquiry.has_duty_for(deed.kind, deed.organisation_id))
);
grant select, insert, update on inquiry.bulk_deed, inquiry.bulk_row to gatehouse_application;

-- Nobody puts a deed in another's name, and no deed gains a role on the way.
create function inquiry.in_own_name() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE'
    and (new.asked_by, new.session_id, new.roles, new.organisation_id, new.division_code, new.kind)
      is not distinct from (old.asked_by, old.session_id, old.roles, old.organisation_id, old.division_code, old.kind) then
    return new;
  end if;
  if new.asked_by is distinct from kernel.viewer_account()
    or new.organisation_id is distinct from kernel.viewer_organisation()
    or new.session_id::text is distinct from kernel.viewer() ->> 'sessionId'
    or new.division_code is distinct from kernel.viewer() ->> 'divisionCode'
    or not coalesce((kernel.viewer() -> 'roles') ?& new.roles, false)
    or (tg_op = 'UPDATE' and new.kind is distinct from old.kind) then
    raise exception 'a deed is in the name of whoever asks for it';
  end if;
  return new;
end $$;
create trigger in_own_name before insert or update on inquiry.bulk_deed for each row execute function inquiry.in_own_name();
