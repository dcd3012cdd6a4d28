-- Why: whoever sends dispatched or outsourced staff has to hear that somebody may not be placed with minors. A supplier is found by its
-- social-credit code alone, and stands in no tree: it answers for no unit, and none of the authorities' administrators can point a code at others' staff.
alter table access.organisation add constraint a_supplier_is_known_by_its_code
  check (kind <> 'supplier' or (credit_code is not null and parent_id is null));
