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
insert into journal.entry_difference (id, log, leaf_index, entry_id, differs, found_at, found_in)
  select gen_random_uuid(), 1, 0, id, array['actor'], now(), id from journal.entry limit 1;
insert into journal.staged (entry_id, commitment) select id, commitment from journal.entry limit 1;
insert into kernel.idempotency_key (viewer, key, route, request_hash, created_at)
  select 'account:' || id, 'invented', '/invented', '\x01', now() from access.account where login in ('clerk', 'auditor');
insert into registry.misuse_mark (person_id, comparison_id, at) select person_id, id, now() from registry.comparison on conflict do nothing;
insert into registry.clearance (evidence_token, person_id, comparison_id, at) select '\x01', person_id, id, now() from registry.comparison limit 1;
insert into access.withheld_count (day, looks, overdue, entry_id, counted_at) select current_date, 0, 0, id, now() from journal.entry limit 1;
insert into inquiry.canary (id, path, slot, sent_at) values (gen_random_uuid(), 'inquiry', now(), now());
insert into inquiry.proof (id, application_id, verifier_id, list_id, list_index, issued_at, expires_at)
  select gen_random_uuid(), held.application_id, asked.unit_id, list.id, 999, now(), now() + interval '1 day'
    from inquiry.visit came join inquiry.desk_code code on code.id = came.desk_code_id
    join inquiry.document_token held on held.token = any (code.document_tokens)
    join inquiry.application asked on asked.id = held.application_id cross join inquiry.status_list list
   where came.ended_at is null order by came.id limit 1;
-- Told by casework on another node: of the visitor, and of somebody else.
insert into inquiry.told_look (id, node, tokens, data_key_id, content, received_at)
  select gen_random_uuid(), 'invented', told.tokens, asked.data_key_id, '\x01', now()
    from (select code.document_tokens from inquiry.visit came join inquiry.desk_code code on code.id = came.desk_code_id
           where came.ended_at is null order by came.id limit 1) own,
         lateral (values (own.document_tokens), (array(
           select held.token from inquiry.document_token held where held.token <> all (own.document_tokens) order by 1 limit 1))) told (tokens),
         (select data_key_id from inquiry.application limit 1) asked;
insert into inquiry.look_asked_again (look_id, first_told_at) values (gen_random_uuid(), now());
insert into inquiry.told_withheld (node, day, looks, received_at) values ('invented', current_date, 0, now());
insert into registry.canary_way (asked_by, path, began_at, last_received_at) values ('invented', 'inquiry', now(), now());
insert into registry.enrolment_ask (ask_id, enrolment_id) select ask.id, enrolment.id from registry.ask, registry.enrolment limit 1;
-- One canary in each table of real people, so that who does not leave it out is seen.
insert into registry.source select made.* from (select * from registry.source order by code limit 1) one,
  jsonb_populate_record(null::registry.source, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'code', 'invented canary', 'canary', true)) made;
insert into registry.person select made.* from (select * from registry.person limit 1) one,
  jsonb_populate_record(null::registry.person, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'canary', true)) made;
insert into registry.record select made.* from (select * from registry.record limit 1) one,
  jsonb_populate_record(null::registry.record, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'reference_token', '\x99', 'canary', true)) made
  where not exists (select 1 from registry.record where canary);
insert into registry.ask select made.* from (select * from registry.ask limit 1) one,
  jsonb_populate_record(null::registry.ask, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'canary', true)) made;
insert into registry.comparison select made.* from (select * from registry.comparison limit 1) one,
  jsonb_populate_record(null::registry.comparison, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'ask_id', gen_random_uuid(), 'canary', true)) made;
insert into registry.enrolment select made.* from (select * from registry.enrolment limit 1) one,
  jsonb_populate_record(null::registry.enrolment, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'canary', true)) made;
insert into retention.term (rule, object_id, counted_from, kept_until, pack_hash, announced_at, erased_from)
  values ('invented', gen_random_uuid(), now(), current_date, 'invented', now(), current_date + 1);
insert into retention.walk (rule, reached_at, reached_id, walked_at) values ('invented', now(), gen_random_uuid(), now());
insert into workforce.finding (enrolment_id, ask_id, inquiry_id, at) select id, gen_random_uuid(), gen_random_uuid(), now() from workforce.enrolment limit 1;
insert into workforce.gap_referral (id, gap_id, told_at) select gen_random_uuid(), id, now() from workforce.gap;
insert into workforce.roster_row (id, load_id, row_number, kind, entry) select gen_random_uuid(), id, 9999, 'new', '\x01' from workforce.roster_load;
insert into workforce.supplier_notice (id, employment_id, supplier_id, credit_code, word, told_at)
  select gen_random_uuid(), employment.id, account.organisation_id, 'invented', 'may', now()
    from access.account, (select id from workforce.employment limit 1) employment where login = 'supplier';
insert into workforce.to_look (employment_id, marked_at) select id, now() from workforce.employment on conflict do nothing;
-- Asked for, so that the auditor's and the superior's turn are both there.
update journal.look_review set state = 'asked', wants = 'confirmation', asked_at = now() where state = 'drawn';
-- It refuses before a policy is asked; without it the policies stand alone.
alter table inquiry.bulk_deed disable trigger in_own_name;
