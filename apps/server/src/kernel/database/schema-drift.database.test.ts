import { expect, it } from 'vitest';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { describeDrift, findSchemaDrift } from './schema-drift.js';

/** What somebody does by hand, what is found, and how it is put back. */
const changes = [
  {
    done: 'drop policy own_keys on kernel.idempotency_key',
    found: [{ kind: 'missing', object: 'policy own_keys on kernel.idempotency_key' }],
    undone: `create policy own_keys on kernel.idempotency_key using (viewer = ((select kernel.viewer()) ->> 'kind') || ':' ||
             coalesce((select kernel.viewer()) ->> 'accountId', (select kernel.viewer()) ->> 'linkId', (select kernel.viewer()) ->> 'visitId',
             (select kernel.viewer()) ->> 'name', ''))`,
  },
  {
    done: 'alter policy any_viewer on kernel.data_key using (true)',
    found: [{ kind: 'changed', object: 'policy any_viewer on kernel.data_key' }],
    undone: 'alter policy any_viewer on kernel.data_key using ((select kernel.viewer()) is not null)',
  },
  {
    done: 'alter table kernel.setting add column note text',
    found: [{ kind: 'unexpected', object: 'column kernel.setting.note' }],
    undone: 'alter table kernel.setting drop column note',
  },
  {
    done: `create or replace function kernel.viewer_is_operator() returns boolean language sql stable as $$ select true $$`,
    found: [{ kind: 'changed', object: 'function kernel.viewer_is_operator()' }],
    undone: `create or replace function kernel.viewer_is_operator() returns boolean
  language sql stable as $$ select coalesce(kernel.viewer() ->> 'kind' = 'operator', false) $$`,
  },
  {
    done: 'revoke select on journal.head from gatehouse_application',
    found: [{ kind: 'changed', object: 'grant on table journal.head to application' }],
    undone: 'grant select on journal.head to gatehouse_application',
  },
  {
    done: 'grant select on journal.entry to public',
    found: [{ kind: 'unexpected', object: 'grant on table journal.entry to public' }],
    undone: 'revoke select on journal.entry from public',
  },
  {
    done: 'alter table journal.entry no force row level security',
    found: [{ kind: 'changed', object: 'table journal.entry' }],
    undone: 'alter table journal.entry force row level security',
  },
  {
    done: 'alter table inquiry.bulk_deed disable trigger in_own_name',
    found: [{ kind: 'changed', object: 'trigger in_own_name on inquiry.bulk_deed' }],
    undone: 'alter table inquiry.bulk_deed enable trigger in_own_name',
  },
  {
    done: 'drop index journal.by_commitment',
    found: [{ kind: 'missing', object: 'index by_commitment on journal.entry' }],
    undone: 'create unique index by_commitment on journal.entry (commitment)',
  },
  {
    done: 'alter table journal.entry drop constraint entry_outcome_check',
    found: [{ kind: 'missing', object: 'constraint entry_outcome_check on journal.entry' }],
    undone: `alter table journal.entry add constraint entry_outcome_check check (outcome in ('done', 'refused', 'failed'))`,
  },
] as const;

onChosenEngines('the schema of a node', (node) => {
  const asOwner = (statement: string) => node().kernel.database.asOwner((client) => client.query(statement));
  const drift = () => node().kernel.database.asOwner((client) => findSchemaDrift(client));

  it('is what the migrations make', async () => {
    expect(await drift()).toEqual([]);
  });

  it.each(changes)('that somebody changed by hand is named: $done', async ({ done, found, undone }) => {
    await asOwner(done);
    try {
      expect(await drift()).toEqual(found);
    } finally {
      await asOwner(undone);
    }
    expect(await drift()).toEqual([]);
  });

  it('is said in a line that stays short', () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ kind: 'missing' as const, object: `table t${at}` }));
    expect(describeDrift(many)).toMatch(/^missing table t0; .* table t4; \+4$/);
  });
});
