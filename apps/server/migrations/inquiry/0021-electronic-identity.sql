-- Why: besides a desk, a provider of electronic identities proves whose page is opened. What a desk writes of a document the node
-- writes then itself: no desk, no officer, and no code that could be used again.
alter table inquiry.desk_code alter column code_hash drop not null;
alter table inquiry.desk_code alter column issued_by drop not null;
alter table inquiry.desk_code alter column organisation_id drop not null;
alter table inquiry.desk_code drop constraint desk_code_proof_check;
alter table inquiry.desk_code add constraint desk_code_proof_check check (proof in ('original_seen', 'chip_or_face_match', 'electronic_identity'));
alter table inquiry.desk_code add constraint of_a_desk_or_electronic check (
  (proof = 'electronic_identity') = (code_hash is null)
  and (code_hash is null) = (issued_by is null)
  and (code_hash is null) = (organisation_id is null)
);
create policy proven_elsewhere on inquiry.desk_code for insert with check (
  (select kernel.viewer_is_system('own-page')) and proof = 'electronic_identity'
);
