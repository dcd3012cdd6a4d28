-- Why: the key of tokens is renewed while the node runs (kernel 0007). Whom inquiries, desk codes and personal links are about is put
-- under the next epoch; a chain of the journal goes by the first for good, so a desk code keeps by what it is found there.
select kernel.renew_tokens('inquiry.document', 'inquiry.document_token.token');
select kernel.renew_tokens('inquiry.document', 'inquiry.desk_code.document_tokens', true);
select kernel.renew_tokens('access.phone', 'inquiry.consent_link.contact_token');

alter table inquiry.desk_code add column chain_tokens bytea[] not null default '{}';
do $$
begin
  perform set_config('gatehouse.renewing_tokens', 'on', true);
  update inquiry.desk_code given set chain_tokens = (
    select array_agg(sha256('inquiry.chain'::bytea || '\x00'::bytea || each.token || given.name_token)) from unnest(given.document_tokens) each (token));
  perform set_config('gatehouse.renewing_tokens', '', true);
end $$;
