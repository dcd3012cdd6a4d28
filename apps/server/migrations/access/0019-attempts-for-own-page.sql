-- Why: a provider of electronic identities proves who somebody is who has no account. A way there is begun and taken like one to
-- sign in, and each is taken for its own purpose alone.
alter table access.provider_attempt add column purpose text not null default 'account' check (purpose in ('account', 'own_page'));
alter table access.provider_attempt add constraint no_session_of_own_page check (purpose = 'account' or session_id is null);
