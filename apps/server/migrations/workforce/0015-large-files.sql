-- Why: a file with 100,000 people is read and taken a hundred rows at a time, and each hundred read the whole file that stands here: who else in it
-- is about the same document, and which rows come next. Whom a document leads to read all employments of all units.
create index on workforce.roster_row using gin (tokens) with (fastupdate = off);
create index on workforce.roster_row (load_id, (case kind when 'left' then 0 else 1 end), coalesce(row_number, 2000000000), id)
  where kind in ('new', 'changed', 'left') and refused is null;
create index on workforce.employment (person_id);
-- Marks are held in one order before they are taken away.
grant update (marked_at) on workforce.to_look to gatehouse_application;
