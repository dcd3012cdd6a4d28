-- Why: two organisations of one name are told apart wherever a viewer meets both, on whatever page. Which share a name is asked with every
-- list that names some, within a division, and by these it is answered without reading all of that name in the country.
create index on access.organisation (name_zh, division_code);
create index on access.organisation (name_en, division_code);
