-- Why: inquiries with a record found count from their answer where the unit never said what came of it. Those of before are walked through from
-- the beginning; what was announced already stays announced.
alter table retention.walk no force row level security;
delete from retention.walk where rule = 'inquiry_record_found';
alter table retention.walk force row level security;

-- A hold that was lifted says for good whose documents were needed, and for which case. It is erased when its time has passed; that it stood,
-- from when to when and by whom, stays.
alter table retention.hold
  add column erased_at timestamptz,
  add constraint nobody_is_left_in_an_erased_one check (
    erased_at is null or (lifted_at is not null and tokens = '{}' and length(document) = 0 and length(reference) = 0)
  );
create index lifted_holds on retention.hold (lifted_at, id) where lifted_at is not null and erased_at is null;
create policy seen_by_restore on retention.hold for select using ((select kernel.viewer_is_system('restore')));
create policy erased on retention.hold for update
  using (lifted_at is not null and erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
grant update (document, tokens, reference, erased_at) on retention.hold to gatehouse_application;
