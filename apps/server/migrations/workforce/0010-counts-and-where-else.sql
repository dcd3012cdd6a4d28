-- Why: after a restore the platform may follow people whom the registry does not, or the registry people whom the platform forgot. Once a day both
-- sides count who is enrolled, by state, compare, and what differs is named and mended.
create table workforce.enrolment_count (
  -- Made for the exchange.
  id uuid primary key,
  -- One count for each day.
  counted_on date not null unique,
  counted_at timestamptz not null,
  sent integer not null,
  confirmed integer not null,
  -- What the registry counted, once it has said so, and in how many parts the two differ.
  answered_at timestamptz,
  registry_sent integer,
  registry_confirmed integer,
  differing integer,
  -- The parts that were mended: each once.
  mended_parts text[] not null default '{}',
  -- What was mended: enrolled anew, ended at the registry, confirmed here.
  enrolled_anew integer not null default 0,
  left_again integer not null default 0,
  confirmed_late integer not null default 0
);
alter table workforce.enrolment_count enable row level security;
alter table workforce.enrolment_count force row level security;
grant select, insert, update on workforce.enrolment_count to gatehouse_application;
create policy own_work on workforce.enrolment_count for select using (
  (select kernel.viewer_is_system('monitoring', 'exchange')) or (select kernel.viewer_has_role('auditor'))
);
create policy counted on workforce.enrolment_count for insert with check ((select kernel.viewer_is_system('monitoring')));
create policy compared on workforce.enrolment_count for update using ((select kernel.viewer_is_system('exchange')));

-- After a record of somebody who serves was told, the procurator asks where else that person worked with children. No policy shows a procurator a
-- roster: these two functions say, of told records of their own district alone, that there is one, and where the person of exactly that one is and
-- was employed. Nothing of the person is in what they return, and there is no way in but a told record.
create policy read_for_procurators on workforce.employment for select to current_user using (true);
create policy read_for_procurators on workforce.employment_check for select to current_user using (true);
create function workforce.serving_records(division text)
  returns table (inquiry_id uuid, unit_id uuid, post_class text, told_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('procurator') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return query
    select distinct on (checked.inquiry_id) checked.inquiry_id, employed.unit_id, employed.post_class, checked.released_at
      from workforce.employment_check checked join workforce.employment employed on employed.id = checked.employment_id
     where checked.outcome = 'record_found' and checked.released_at is not null and starts_with(employed.division_code, division)
     order by checked.inquiry_id, employed.from_date;
end $$;
create function workforce.where_else(inquiry uuid, division text)
  returns table (unit_id uuid, division_code text, reviewer_id uuid, superior_id uuid, post_class text, employment_form text,
                 from_date date, until_date date, of_record boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('procurator') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return query
    with told as (
      select employed.id, employed.person_id
        from workforce.employment_check checked join workforce.employment employed on employed.id = checked.employment_id
       where checked.inquiry_id = inquiry and checked.outcome = 'record_found' and checked.released_at is not null
         and starts_with(employed.division_code, division)
    )
    select employed.unit_id, employed.division_code, employed.reviewer_id, employed.superior_id, employed.post_class,
           employed.employment_form, employed.from_date, employed.until_date, employed.id in (select told.id from told)
      from workforce.employment employed
     where employed.person_id in (select told.person_id from told)
     order by employed.from_date desc, employed.id;
end $$;
revoke all on function workforce.serving_records(text), workforce.where_else(uuid, text) from public;
grant execute on function workforce.serving_records(text), workforce.where_else(uuid, text) to gatehouse_application;
