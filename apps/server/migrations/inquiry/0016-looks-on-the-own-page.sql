-- Why: the own page shows looks at the person by officers. They are known by the tokens by which the journal knows a person, which a desk code
-- has to carry beside those of inquiries. Codes of before the upgrade last a day, and show none.
alter table inquiry.desk_code add column subjects text[] not null default '{}';
