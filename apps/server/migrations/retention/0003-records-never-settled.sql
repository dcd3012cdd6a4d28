-- Why: inquiries with a record found count from their answer where the unit never said what came of it. Those of before are walked through from
-- the beginning; what was announced already stays announced.
alter table retention.walk no force row level security;
delete from retention.walk where rule = 'inquiry_record_found';
alter table retention.walk force row level security;
