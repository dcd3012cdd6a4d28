-- Why: an organisation that was closed keeps its social-credit code, as notices and the log name it. Where its place opens again, or was closed
-- here by mistake, it is entered anew, and its code is no longer taken by the one that was closed.
alter table access.organisation drop constraint organisation_credit_code_key;
create unique index one_open_code on access.organisation (credit_code) where closed_at is null;
