-- Why: a check that is given up with its erasure leads to nobody any more. Whoever rests on it is found by the check, and looked at again.
create index on workforce.employment_check (inquiry_id);
