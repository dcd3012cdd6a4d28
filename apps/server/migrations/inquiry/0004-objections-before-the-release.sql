-- Why: a candidate who is told of a record first may object at once. Until the answer is released the unit and its authority must
-- not see that there is something to object to.
alter policy seen on inquiry.objection using (
  exists (
    select 1 from inquiry.application asked
     where asked.id = application_id
       and (asked.released_at is not null or (select kernel.viewer_kind()) = 'person' or (select inquiry.works_on_all()))
  )
);
