import { systemViewer, type Viewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
import type { Call } from './registry-world.js';
import type { TestNode } from './test-node.js';

/** Tables in which canaries stand among people. */
const marked = ['source', 'person', 'record', 'ask', 'comparison', 'enrolment'] as const;

type Calls = Readonly<Record<'registrar' | 'verifier' | 'comparer' | 'comparer-2', Call>>;

/** Everything that the registry counts or lists for anybody, and what its looks at everybody count. */
export function registryTotals(node: () => TestNode, calls: () => Calls) {
  const as = <T>(viewer: Viewer, work: Parameters<typeof withTransaction<T>>[3]) =>
    withTransaction(node().kernel.database, viewer, node().clock.now(), work);
  const rowsOf = (name: Parameters<typeof systemViewer>[0]) =>
    as(systemViewer(name), async ({ sql }) => {
      const counts: Record<string, number> = {};
      for (const table of marked) {
        const found = await rawSql<{
          count: number;
        }>`select count(*)::int as count from registry.${rawSql.raw(table)}`.execute(sql);
        counts[table] = found.rows[0]?.count ?? -1;
      }
      return counts;
    });
  /** Everything that is counted or listed for anybody, but for what the two machines see. */
  const totals = async () => ({
    overviews: await Promise.all(
      (['registrar', 'verifier', 'comparer', 'comparer-2'] as const).map(
        async (login) => (await calls()[login]('GET', '/api/registry/overview')).body,
      ),
    ),
    desks: [
      (await calls().comparer('GET', '/api/registry/comparisons')).body,
      (await calls()['comparer-2']('GET', '/api/registry/comparisons')).body,
    ],
    sources: (await calls().registrar('GET', '/api/registry/sources')).body,
    rows: await Promise.all((['demonstration', 'registry-import', 'sweep', 'restore'] as const).map(rowsOf)),
    inquiries: await as(
      systemViewer('release-window'),
      async ({ sql }) => (await sql.selectFrom('inquiry.application').select('id').execute()).length,
    ),
    blind: await as(
      systemViewer('matcher'),
      async ({ sql }) =>
        (await sql.selectFrom('registry.screening').select('comparisonId').where('blind', '=', true).execute()).length,
    ),
  });
  const looksAtEverybody = async () => {
    const rescreening = (await calls().verifier('POST', '/api/registry/rescreenings', {})).body;
    const sweep = (await calls().verifier('POST', '/api/registry/merge-sweeps', {})).body;
    await node().kernel.jobs.drain();
    const [{ body: one }, { body: other }] = await Promise.all([
      calls().verifier('GET', '/api/registry/rescreenings'),
      calls().verifier('GET', '/api/registry/merge-sweeps'),
    ]);
    return {
      begun: [rescreening.enrolments, sweep.persons],
      done: [one, other].map((body) => JSON.stringify(body).match(/"\w+Done":\d+/)?.[0]),
    };
  };

  return { totals, looksAtEverybody };
}
