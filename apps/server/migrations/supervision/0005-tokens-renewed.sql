-- Why: the key of tokens is renewed while the node runs (kernel 0007). Whom orders are about is put under the next epoch.
select kernel.renew_tokens('supervision.document', 'supervision.prohibition.tokens', true);
