-- Why: the supplier of dispatched and outsourced staff learned nothing, and placed somebody whom one school had to stop at the next one. It hears
-- one word about each employment that names its code, of all at the same windows, and never why.
create table workforce.supplier_window (
  -- A release window of the law pack.
  opens_at timestamptz primary key,
  -- When all that was to be told at it had been told.
  completed_at timestamptz
);

-- What a supplier was told about one employment, from a window until the next word, or until the unit names another supplier.
create table workforce.supplier_notice (
  id uuid primary key,
  employment_id uuid not null references workforce.employment (id),
  -- The organisation that has the code.
  supplier_id uuid not null,
  credit_code text not null,
  word text not null check (word in ('may', 'may_not')),
  told_at timestamptz not null,
  superseded_at timestamptz
);
create unique index one_word on workforce.supplier_notice (employment_id) where superseded_at is null;
create index on workforce.supplier_notice (supplier_id, employment_id) where superseded_at is null;
create index on workforce.supplier_notice (employment_id);
create index sent on workforce.employment (supplier_credit_code, id) where supplier_credit_code is not null;

alter table workforce.supplier_window enable row level security;
alter table workforce.supplier_window force row level security;
alter table workforce.supplier_notice enable row level security;
alter table workforce.supplier_notice force row level security;
grant select, insert on workforce.supplier_window, workforce.supplier_notice to gatehouse_application;
grant update (completed_at) on workforce.supplier_window to gatehouse_application;
grant update (superseded_at) on workforce.supplier_notice to gatehouse_application;

create policy own_work on workforce.supplier_window for select using ((select kernel.viewer_is_system('coverage')));
create policy opened on workforce.supplier_window for insert with check ((select kernel.viewer_is_system('coverage')));
create policy completed on workforce.supplier_window for update
  using ((select kernel.viewer_is_system('coverage'))) with check (completed_at is not null);

create policy own_work on workforce.supplier_notice for select using ((select kernel.viewer_is_system('coverage')));
create policy told on workforce.supplier_notice for insert with check ((select kernel.viewer_is_system('coverage')) and superseded_at is null);
create policy superseded on workforce.supplier_notice for update
  using ((select kernel.viewer_is_system('coverage'))) with check (superseded_at is not null);
-- The supplier alone: a word may follow from what another unit was told, which no unit hears.
create policy seen on workforce.supplier_notice for select using (
  superseded_at is null and supplier_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('supplier'))
);

-- No policy shows a supplier a roster. This function shows it the employments about which it was told a word, while they stand open and still
-- name its code: a code that was mistyped takes the person out of sight at once, before any window.
create policy read_for_suppliers on workforce.supplier_notice for select to current_user using (true);
create function workforce.sent_staff(today date)
  returns table (id uuid, unit_id uuid, post_class text, employment_form text, from_date date, until_date date, data_key_id uuid,
                 person bytea, word text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('supplier') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return query
    select employed.id, employed.unit_id, employed.post_class, employed.employment_form, employed.from_date, employed.until_date,
           employed.data_key_id, employed.person, told.word
      from workforce.supplier_notice told join workforce.employment employed on employed.id = told.employment_id
     where told.supplier_id = kernel.viewer_organisation() and told.superseded_at is null
       and employed.supplier_credit_code = told.credit_code and employed.employment_form in ('dispatch', 'outsourced')
       and employed.ended_at is null and (employed.until_date is null or employed.until_date >= today);
end $$;

-- That the supplier of one of its own employments is told, and since when; not what, since that may follow from another unit.
create function workforce.supplier_told_since(employment uuid) returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('clerk') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return (
    select min(told.told_at) from workforce.supplier_notice told join workforce.employment employed on employed.id = told.employment_id
     where employed.id = employment and employed.unit_id = kernel.viewer_organisation()
       and employed.supplier_credit_code = told.credit_code
  );
end $$;
revoke all on function workforce.sent_staff(date), workforce.supplier_told_since(uuid) from public;
grant execute on function workforce.sent_staff(date), workforce.supplier_told_since(uuid) to gatehouse_application;
