-- Why: a look at everybody enrolled opened and screened each of them; of twenty million all but some thousands point to nobody. The index joins
-- them with those on record, and only whom evidence points to is opened and screened. How far that has come is kept by ids, which mean the same
-- after a restart, whatever the index then looks like.
alter table registry.rescreening
  -- The enrolled first; then what is on record without a plain number, which looks for its people; then everybody enrolled against those on
  -- record whom more people agree with than are compared for one.
  add column stage text not null default 'enrolments' check (stage in ('enrolments', 'records', 'crowd')),
  -- The lists of the index that anybody enrolled may be compared with: no other is read.
  add column lists text[] not null default '{}',
  add column after_record_id uuid,
  add column records integer not null default 0,
  add column records_done integer not null default 0,
  -- Those on record whom the last stage is about, and those who wait for the next pass of it; one more than are looked for at once: all are.
  add column crowd uuid[] not null default '{}',
  add column crowd_waiting uuid[] not null default '{}',
  add column crowd_after_id uuid,
  add column crowd_done integer not null default 0,
  -- The right edge of the Merkle tree of the ids looked at, in their order.
  add column looked_at bytea;
