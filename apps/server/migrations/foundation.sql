-- Why: what must stand before the first migration: the application's role, and the table that says which migrations ran.
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'gatehouse_application') then
    create role gatehouse_application nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
create schema if not exists kernel;
create table if not exists kernel.migration (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
);
