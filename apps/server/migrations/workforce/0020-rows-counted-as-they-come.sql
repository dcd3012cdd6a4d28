-- Why: a page that watches a file of 100,000 people asks every second how far it is, and each time all of its rows were counted. Rows are counted as
-- they come, change and go, by whatever statement, in its transaction.
create table workforce.roster_row_count (
  load_id uuid not null references workforce.roster_load (id),
  kind text not null,
  -- But for rows that could not be taken.
  count integer not null,
  primary key (load_id, kind)
);
alter table workforce.roster_row_count enable row level security;
alter table workforce.roster_row_count force row level security;
create policy of_load on workforce.roster_row_count for select using (exists (select 1 from workforce.roster_load load where load.id = load_id));
-- The rows themselves are what counts: no account writes here.
create policy counted on workforce.roster_row_count to current_user using (true) with check (true);
grant select on workforce.roster_row_count to gatehouse_application;

create function workforce.count_rows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    insert into workforce.roster_row_count as counted (load_id, kind, count)
      select load_id, kind, -count(*) from gone where refused is null group by load_id, kind order by load_id, kind
      on conflict (load_id, kind) do update set count = counted.count + excluded.count;
  end if;
  if tg_op in ('INSERT', 'UPDATE') then
    insert into workforce.roster_row_count as counted (load_id, kind, count)
      select load_id, kind, count(*) from come where refused is null group by load_id, kind order by load_id, kind
      on conflict (load_id, kind) do update set count = counted.count + excluded.count;
  end if;
  return null;
end $$;
create trigger counted_in after insert on workforce.roster_row referencing new table as come
  for each statement execute function workforce.count_rows();
create trigger counted_anew after update on workforce.roster_row referencing old table as gone new table as come
  for each statement execute function workforce.count_rows();
create trigger counted_out after delete on workforce.roster_row referencing old table as gone
  for each statement execute function workforce.count_rows();

insert into workforce.roster_row_count (load_id, kind, count)
  select load_id, kind, count(*) from workforce.roster_row where refused is null group by load_id, kind;
