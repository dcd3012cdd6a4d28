-- Why: a procurator who protects a child tonight has to know of an order that another procuratorate keeps. Only in the transaction in which
-- their own open look is in use, and only orders about the person it names (access/0011); what follows an order is seen with it.
create policy in_emergency on supervision.prohibition for select using (
  (select kernel.viewer_has_role('procurator')) and state <> 'ENTERED' and state <> 'RETURNED'
  and tokens && (select kernel.emergency_tokens('prohibitions'))
);
