// `npm run mutate-policies`: see README.md of this folder.
import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { emptyDatabase } from '../harness/empty-database.js';
import { startProvider, type TestProvider } from '../harness/identity-provider.js';
import { openWorld } from '../journeys/world.js';
import { goodCalls, sendGoodCall } from './good-calls/every-call.js';
import { beginStory } from './good-calls/story.js';
import { missing } from './missed-by-tests.js';
import { mutationRun } from './mutation-run.js';
import { isForOwner, mutantsOf, policiesIn } from './policy-mutants.js';
import {
  askRowMatrix,
  differences,
  type Ground,
  layGround,
  type NamedViewer,
  type RowMatrix,
  viewersIn,
} from './row-matrix.js';

const rowsFile = new URL('rows.json', import.meta.url);
describe('row security without one of its lines', () => {
  let server: Awaited<ReturnType<typeof emptyDatabase>>;
  let provider: TestProvider;
  let owner: pg.Client;
  let ground: Ground;
  let viewers: NamedViewer[];
  beforeAll(async () => {
    server = await emptyDatabase();
    provider = await startProvider();
    await tellStory(server.url, provider);
    owner = new pg.Client({ connectionString: ownerOf(server.url) });
    await owner.connect();
    viewers = await viewersIn(owner);
    ground = await layGround(owner);
    if (ground.empty.length > 0) process.stdout.write(`no rows to ask about: ${ground.empty.join(', ')}\n`);
  });
  afterAll(async () => {
    await owner.end();
    await provider.close();
    await server.drop();
  });

  it('is as the matrix says, as long as no line is missing', async () => {
    const found = await inTransaction(owner, () => askRowMatrix(owner, ground.tables, viewers));
    if (process.env.MUTATIONS_WRITE === '1') writeFileSync(rowsFile, `${JSON.stringify(found, null, 2)}\n`);
    expect(differences(found, right())).toEqual([]);
  });

  it('is seen to be otherwise for each that is', async () => {
    const { isDone, keep } = mutationRun('rows');
    for (const policy of await policiesIn(owner)) {
      const table = ground.tables[policy.table];
      for (const { what, statement } of mutantsOf(policy)) {
        const name = `${policy.table}: ${policy.name}`;
        if (isDone(name, what)) continue;
        if (isForOwner(policy)) keep({ policy: name, what, killedBy: 'not asked: for the functions of the owner' });
        else if (table === undefined) keep({ policy: name, what, killedBy: null });
        else {
          const found = await inTransaction(owner, async () => {
            await owner.query(statement);
            return askRowMatrix(owner, { [policy.table]: table }, viewers);
          });
          keep({ policy: name, what, killedBy: differences(found, right())[0] ?? null });
        }
      }
    }
  });

  it('is missed by a test where it is taken away and no row shows it', async () => {
    const { outcomes } = mutationRun('rows');
    const { isDone, keep } = mutationRun('taken-away');
    const unseen = new Set(
      outcomes.flatMap(({ policy, what, killedBy }) => (what === 'taken away' && killedBy === null ? [policy] : [])),
    );
    const { testThatMisses, end } = await missing({
      embeddedTemplate: inject('embeddedTemplate'),
      postgresServer: inject('postgresServer'),
      postgresTemplateFolder: inject('postgresTemplateFolder'),
      demonstrationTemplate: inject('demonstrationTemplate'),
      demonstrationOnServer: inject('demonstrationOnServer'),
    });
    for (const policy of await policiesIn(owner)) {
      const name = `${policy.table}: ${policy.name}`;
      if (!unseen.has(name) || isDone(name, 'taken away')) continue;
      const statement = `drop policy "${policy.name}" on ${policy.table}`;
      keep({ policy: name, what: 'taken away', killedBy: await testThatMisses(name, statement) });
    }
    await end();
  });
});

function right(): RowMatrix {
  return JSON.parse(readFileSync(rowsFile, 'utf8')) as RowMatrix;
}

async function inTransaction<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  await owner.query('begin');
  try {
    return await work();
  } finally {
    await owner.query('rollback');
  }
}

/** Every route called with success once, so that there are rows of every kind; then the node is closed. */
async function tellStory(url: string, provider: TestProvider): Promise<void> {
  const world = await openWorld({ databaseUrl: url, provider });
  try {
    const story = await beginStory(world);
    for (const [name, goodCall] of Object.entries(goodCalls)) {
      const endpoint = world.node.routes.find(
        (route) => `${route.endpoint.method} ${route.endpoint.path}` === name,
      )?.endpoint;
      if (endpoint === undefined) throw new Error(`${name} is no endpoint of the node`);
      const call = await goodCall(story);
      const answer = await sendGoodCall(story, endpoint, call);
      if (answer.status >= 300) throw new Error(`${name} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
      await call.keep?.(answer);
    }
  } finally {
    await world.close();
  }
}

/** The same database for the administrator of the server, whom no policy binds. */
function ownerOf(url: string): string {
  const address = new URL(inject('postgresServer'));
  address.pathname = new URL(url).pathname;
  return address.href;
}
