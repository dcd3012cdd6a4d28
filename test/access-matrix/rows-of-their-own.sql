-- Rows of tables in which the good calls leave none: what is taken up and gone at once, or comes of bad luck alone. Written with
-- the keys to other tables unchecked; nobody reads what they say.
insert into access.passkey_challenge (id, challenge, expires_at) values (gen_random_uuid(), 'invented', now());
insert into access.provider_attempt (secret_hash, state, nonce, code_verifier, expires_at) values ('\x01', 'invented', 'invented', 'invented', now());
insert into access.sign_in_attempt (bucket, failures, retry_after) values ('\x01', 1, now());
insert into inquiry.breach (id, application_id, kind, at) select gen_random_uuid(), id, 'invented', now() from inquiry.application;
insert into journal.closed_log (log, origin, checkpoint, size, held, fits, reason, entry_id, closed_by, closed_at)
  select 1, 'invented', 'invented', 1, 1, true, 'invented', id, 'operator:root', now() from journal.entry limit 1;
insert into journal.reapplied_act (entry_id, act, object_kind, object_id, outcome, reapplied_at)
  select id, act, 'invented', 'invented', 'done', now() from journal.entry limit 1;
insert into journal.staged (entry_id, commitment) select id, commitment from journal.entry limit 1;
insert into kernel.idempotency_key (viewer, key, route, request_hash, created_at)
  select 'account:' || id, 'invented', '/invented', '\x01', now() from access.account where login in ('clerk', 'auditor');
insert into registry.misuse_mark (person_id, comparison_id, at) select person_id, id, now() from registry.comparison on conflict do nothing;
insert into registry.clearance (evidence_token, person_id, comparison_id, at) select '\x01', person_id, id, now() from registry.comparison limit 1;
