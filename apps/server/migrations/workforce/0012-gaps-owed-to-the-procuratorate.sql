-- Why: a gap that was owed to the procuratorate reached nobody. It is told over the exchange under an id of its own, each step of it under a higher
-- version, and what the procuratorate says back stands where the unit and its authority read it. Of the person the gap is about nothing is here.
create table workforce.gap_referral (
  -- Made for the exchange.
  id uuid primary key,
  gap_id uuid not null unique references workforce.gap (id),
  -- How many times it was told.
  version integer not null default 1 check (version > 0),
  told_at timestamptz not null,
  -- As casework said: which procuratorate, since when, and when it was taken in hand and closed there.
  procuratorate_en text,
  procuratorate_zh text,
  placed_at timestamptz,
  taken_at timestamptz,
  closed_at timestamptz,
  check ((procuratorate_en is null) = (procuratorate_zh is null)),
  check (procuratorate_en is not null or (placed_at is null and taken_at is null and closed_at is null))
);
alter table workforce.gap_referral enable row level security;
alter table workforce.gap_referral force row level security;
grant select, insert on workforce.gap_referral to gatehouse_application;
grant update (version, procuratorate_en, procuratorate_zh, placed_at, taken_at, closed_at) on workforce.gap_referral to gatehouse_application;

create policy own_work on workforce.gap_referral using ((select kernel.viewer_is_system('coverage')));
create policy held on workforce.gap_referral for select using ((select kernel.viewer_is_system('exchange')));
create policy noted on workforce.gap_referral for update using ((select kernel.viewer_is_system('exchange')));
create policy seen on workforce.gap_referral for select using (exists (select 1 from workforce.gap missing where missing.id = gap_id));
-- Whoever takes a step of the gap tells of it.
create policy told_again on workforce.gap_referral for update using (exists (
  select 1 from workforce.gap missing
   where missing.id = gap_id and case
    when missing.unit_id = (select kernel.viewer_organisation()) then (select kernel.viewer_has_role('clerk'))
    else missing.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')) end
));
