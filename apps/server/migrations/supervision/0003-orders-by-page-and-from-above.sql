-- Why: the list of orders ended at 500 and was put in order in memory; and the procuratorate that answers for a division above saw nothing of it.
-- What is due first of an order is written beside it, so that the list can be read page by page; and the division of the procuratorate that keeps it, so
-- that the one above reads it. Reading is all: every act stays with the procuratorate that entered the order.
alter table supervision.prohibition
  -- The division of the procuratorate that keeps it; null until the watch has looked.
  add column division_code text,
  -- 0: a breach to refer; 1: something waits; 2: to be watched. And by when.
  add column due_rank integer not null default 1 check (due_rank between 0 and 2),
  add column due_at timestamptz,
  -- Something changed since that was written.
  add column due_stale boolean not null default true;
create index on supervision.prohibition (organisation_id, due_rank, due_at, id);
create index on supervision.prohibition (division_code, due_rank, due_at, id);
create index on supervision.prohibition (id) where due_stale;

create policy of_below on supervision.prohibition for select using (
  starts_with(division_code, (select supervision.viewer_district())) and division_code <> (select supervision.viewer_division())
);
-- An order may be seen from above now: what is done to it stays with whoever keeps it.
alter policy acted on supervision.prohibition_action with check (exists (
  select 1 from supervision.prohibition one
   where one.id = prohibition_id
     and ((one.organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
          or (select kernel.viewer_is_system('supervision', 'exchange')))
));
