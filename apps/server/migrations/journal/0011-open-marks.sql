-- Why: the leaf of an entry that seals a day says so openly: `day-seal 2026-11-27` behind the 32 bytes of its commitment, so that whoever
-- reads the log sees that a day has one seal (ADR 58). Entries of before keep their leaves.
alter table journal.entry drop constraint entry_commitment_check;
alter table journal.entry add constraint entry_commitment_check
  check (length(commitment) = 32 or (act = 'journal.seal-day' and length(commitment) = 51));
alter table journal.staged drop constraint staged_commitment_check;
alter table journal.staged add constraint staged_commitment_check check (length(commitment) in (32, 51));
