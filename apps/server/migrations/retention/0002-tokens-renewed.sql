-- Why: the key of tokens is renewed while the node runs (kernel 0007). Whom holds are about is put under the next epoch.
select kernel.renew_tokens('retention.hold', 'retention.hold.tokens', true);
