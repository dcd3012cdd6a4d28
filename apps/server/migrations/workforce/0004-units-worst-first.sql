-- Why: an authority with thousands of units reads them worst first and page by page. What a look found of each roster stands here, so that
-- the database orders them; whoever answers for a unit may read it, and no account writes it.
alter table workforce.unit_look
  add column reviewer_id uuid,
  add column superior_id uuid,
  add column state text not null default 'whole' check (state in ('lacking', 'asked', 'whole')),
  -- What orders units: nobody on the roster, then the most people missing, then the most to say.
  add column lacks_all boolean not null default false,
  add column missing integer not null default 0,
  add column findings integer not null default 0,
  -- A closed unit is looked at no more.
  add column is_listed boolean not null default true;

create index on workforce.unit_look (reviewer_id, lacks_all desc, missing desc, findings desc, unit_id) where is_listed;
create index on workforce.unit_look (superior_id, lacks_all desc, missing desc, findings desc, unit_id) where is_listed;

create policy seen on workforce.unit_look for select using (
  (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);

-- Units known already are looked at anew, so that the list is whole at once.
update workforce.unit_look set is_stale = true;
