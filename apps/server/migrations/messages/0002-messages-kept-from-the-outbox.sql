-- Why: a candidate hears of a record before the unit does. A message that leaves between the question and the answer would tell
-- the unit, by being in its outbox, what it must not know yet; the operator alone sees that it left.
alter table messages.message add column kept_from_outbox boolean not null default false;

drop policy own_organisation on messages.message;
create policy own_organisation on messages.message for select using (
  organisation_id = kernel.viewer_organisation() and messages.reads_outbox() and not kept_from_outbox
);
drop policy settled_by_own_organisation on messages.message;
create policy settled_by_own_organisation on messages.message for update using (
  organisation_id = kernel.viewer_organisation() and not kept_from_outbox
  and kernel.viewer_has_role('clerk', 'reviewer', 'qualification', 'registrar')
);
