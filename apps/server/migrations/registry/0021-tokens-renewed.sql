-- Why: the key of tokens is renewed while the node runs (kernel 0007). Numbers on record and numbers asked about are put under the next
-- epoch; those that were taken off a person too, which needs an index of all.
create index person_document_token_idx on registry.person_document (token);
select kernel.renew_tokens('registry.document-number', 'registry.person_document.token');
select kernel.renew_tokens('registry.asked-document', 'registry.ask_document.token');
