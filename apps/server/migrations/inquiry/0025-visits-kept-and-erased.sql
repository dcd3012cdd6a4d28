-- Why: a code of a desk, or a proven identity, says for good whose own page was opened, and a look that another node told of says about whom it
-- was. Both stand on the own page as long as the law pack has it; that there was one, when and at which desk stays.
alter table inquiry.desk_code
  add column erased_at timestamptz,
  drop constraint desk_code_document_tokens_check,
  add constraint somebody_or_erased check (
    case when erased_at is null then cardinality(document_tokens) > 0
    else document_tokens = '{}' and length(name_token) = 0 and subjects = '{}' and chain_tokens = '{}' end
  );
create index kept_codes on inquiry.desk_code (issued_at, id) where erased_at is null;
create policy kept on inquiry.desk_code for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.desk_code for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
grant update (document_tokens, name_token, subjects, chain_tokens, erased_at) on inquiry.desk_code to gatehouse_application;

alter table inquiry.told_look
  add column erased_at timestamptz,
  drop constraint told_look_tokens_check,
  add constraint somebody_or_erased check (
    case when erased_at is null then cardinality(tokens) > 0 else tokens = '{}' and length(content) = 0 end
  );
create index kept_told_looks on inquiry.told_look (received_at, id) where erased_at is null;
create policy kept_until on inquiry.told_look for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.told_look for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
grant update (tokens, content, erased_at) on inquiry.told_look to gatehouse_application;
