-- Why: the key of tokens is renewed while the node runs (kernel 0007). Work phones, subjects of identity providers, and whom an
-- emergency look is about, are put under the next epoch.
select kernel.renew_tokens('access.phone', 'access.account.phone_token');
select kernel.renew_tokens('access.provider-subject', 'access.provider_link.subject_token');
select kernel.renew_tokens('supervision.document', 'access.emergency_look.tokens', true);
