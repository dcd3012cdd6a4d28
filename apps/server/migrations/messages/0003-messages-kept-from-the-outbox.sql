-- Why: a candidate hears of a record before the unit does. A message that leaves between the question and the answer would tell
-- the unit, by being in its outbox, what it must not know yet; the operator alone sees that it left.
alter table messages.message add column kept_from_outbox boolean not null default false;

alter policy own_organisation on messages.message using (
  organisation_id = (select kernel.viewer_organisation()) and (select messages.reads_outbox()) and not kept_from_outbox
);
alter policy settled_by_own_organisation on messages.message using (
  organisation_id = (select kernel.viewer_organisation()) and not kept_from_outbox
  and (select kernel.viewer_has_role('clerk', 'reviewer', 'qualification', 'registrar'))
);
