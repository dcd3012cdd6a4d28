-- Why: no query without a viewer. The viewer is set for one transaction by one function, cannot be changed within it, and
-- carries a seal under a secret that only the owner can read, so that setting the variable by hand gives no viewer at all.
grant usage on schema kernel to gatehouse_application;

create table kernel.viewer_secret (
  only_row boolean primary key default true check (only_row),
  secret bytea not null
);
insert into kernel.viewer_secret (secret) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

alter table kernel.viewer_secret enable row level security;
alter table kernel.viewer_secret force row level security;
create policy read_by_owner on kernel.viewer_secret for select to current_user using (true);
alter table kernel.migration enable row level security;
alter table kernel.migration force row level security;
create policy kept_by_owner on kernel.migration to current_user using (true);

-- The access module replaces this with its own check that the account is open and holds its roles.
create function kernel.viewer_is_real(viewer jsonb) returns boolean
  language sql stable as $$ select true $$;

create function kernel.viewer_seal(viewer text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(secret || convert_to(viewer || pg_backend_pid()::text || transaction_timestamp()::text, 'UTF8')), 'hex')
    from kernel.viewer_secret
$$;
revoke all on function kernel.viewer_seal(text) from public;

create function kernel.set_viewer(viewer jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(current_setting('gatehouse.viewer', true), '') <> '' then
    raise exception 'the viewer of a transaction is set once';
  end if;
  if viewer ->> 'kind' is null or viewer ->> 'kind' not in ('account', 'person', 'operator', 'system', 'public') then
    raise exception 'unknown kind of viewer';
  end if;
  if not kernel.viewer_is_real(viewer) then
    raise exception 'the viewer is not in force' using errcode = '28000';
  end if;
  perform set_config('gatehouse.viewer', viewer::text, true);
  perform set_config('gatehouse.viewer_seal', kernel.viewer_seal(viewer::text), true);
end $$;
revoke all on function kernel.set_viewer(jsonb) from public;
grant execute on function kernel.set_viewer(jsonb) to gatehouse_application;

-- The viewer of this transaction, or null: a policy that compares with null lets nothing through.
create function kernel.viewer() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  given text := current_setting('gatehouse.viewer', true);
begin
  if coalesce(given, '') = '' or current_setting('gatehouse.viewer_seal', true) is distinct from kernel.viewer_seal(given) then
    return null;
  end if;
  return given::jsonb;
end $$;
revoke all on function kernel.viewer() from public;
grant execute on function kernel.viewer() to gatehouse_application;

create function kernel.viewer_kind() returns text
  language sql stable as $$ select kernel.viewer() ->> 'kind' $$;
create function kernel.viewer_organisation() returns uuid
  language sql stable as $$ select (kernel.viewer() ->> 'organisationId')::uuid $$;
create function kernel.viewer_account() returns uuid
  language sql stable as $$ select (kernel.viewer() ->> 'accountId')::uuid $$;
create function kernel.viewer_has_role(variadic roles text[]) returns boolean
  language sql stable as $$ select coalesce((kernel.viewer() -> 'roles') ?| roles, false) $$;
create function kernel.viewer_is_system(variadic names text[]) returns boolean
  language sql stable as $$
  select coalesce(kernel.viewer() ->> 'kind' = 'system' and (kernel.viewer() ->> 'name') = any (names), false)
$$;
create function kernel.viewer_is_operator() returns boolean
  language sql stable as $$ select coalesce(kernel.viewer() ->> 'kind' = 'operator', false) $$;
grant execute on all functions in schema kernel to gatehouse_application;
revoke execute on function kernel.viewer_seal(text) from gatehouse_application;
