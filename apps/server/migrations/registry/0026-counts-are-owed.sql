-- Why: what a source lost on the way was noticed only where it chose to say how many rows it had sent. Of each delivery it now owes that, within
-- the law pack's hours; of what arrived before the upgrade it owes nothing.
alter table registry.source add column counts_owed_from timestamptz not null default now();
