-- Why: two organisations of one name are told apart wherever a viewer meets both, on whatever page. Which share a name is asked of all
-- organisations with every list that names some, and by these it is answered without reading the table.
create index on access.organisation (name_zh);
create index on access.organisation (name_en);
