import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolders } from '../../apps/server/src/kernel/data-folder.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asOwner } from '../harness/index-world.js';
import { startProvider, type TestProvider } from '../harness/identity-provider.js';
import { formsOf, secretsIn, tracesIn } from '../harness/traces.js';
import { type JourneyWorld, onRecord, openWorld, unknown } from '../journeys/world.js';
import { goodCalls, sendGoodCall } from './good-calls/every-call.js';
import { recallCalls } from './good-calls/inquiry.js';
import { beginStory, type GoodCall, type Story } from './good-calls/story.js';

/** From signing in to an answer that was recalled. */
const calls = Object.entries(goodCalls).slice(
  0,
  Object.keys(goodCalls).indexOf(Object.keys(recallCalls).at(-1) ?? '') + 1,
);
const aNumber = onRecord.recorded.number;
const aName = unknown.refusing.name;

// Everything a person may use at this node: asked, compared, answered, objected to, imported, and each call with a wrong form before the good one.
describe('what a node writes beside its database', () => {
  const written: string[] = [];
  const secrets = new Map<string, string>();
  let provider: TestProvider;
  let world: JourneyWorld;
  let story: Story;
  const learn = (text: string): void => {
    for (const [value, kind] of secretsIn(text)) secrets.set(value, kind);
  };
  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
      vi.spyOn(stream, 'write').mockImplementation((...given: unknown[]) => {
        written.push(String(given[0]));
        return write(...given);
      });
    }
    provider = await startProvider();
    world = await openWorld({ provider, writeLog: (line) => void written.push(line) });
    for (const { name, number } of Object.values({ ...onRecord, ...unknown }))
      secrets.set(name, 'name').set(number, 'document number');
    const { http } = world.node;
    const inject = http.inject.bind(http) as (given: object) => Promise<{ body: string; cookies: { value: string }[] }>;
    vi.spyOn(http, 'inject').mockImplementation((async (given: {
      url: string;
      payload?: unknown;
      headers?: object;
    }) => {
      learn(decodeURIComponent(given.url));
      learn(String(given.payload ?? ''));
      learn(Object.values(given.headers ?? {}).join(' '));
      const answer = await inject(given);
      learn(answer.body);
      for (const { value } of answer.cookies) if (value.length > 10) secrets.set(value, 'cookie');
      return answer;
    }) as never);
    story = await beginStory(world);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await world.close();
    await provider.close();
  });

  /** The call with everything wrong that can be: a number where an id stands, in the query and in every field, unknown fields, nobody's session. */
  const wrongly = async (method: string, path: string, call: GoodCall): Promise<void> => {
    const named = path.replace(/:([a-zA-Z]+)/g, aNumber);
    const asked = `${named}?number=${aNumber}&name=${encodeURIComponent(aName)}`;
    const fields = Object.keys(call.body ?? {}).map((field) => [field, { [aNumber]: aName }]);
    await story.send(method, asked, { by: call.by, body: { ...Object.fromEntries(fields), [aName]: aNumber } });
    await story.send(method, named, { by: 'public', body: { person: { name: aName, documents: [aNumber] } } });
  };

  it('is a whole run of it', async () => {
    const done: string[] = [];
    for (const [name, callOf] of calls) {
      const endpoint = world.node.routes.find(
        (one) => `${one.endpoint.method} ${one.endpoint.path}` === name,
      )?.endpoint;
      if (endpoint === undefined) throw new Error(`${name} is no endpoint`);
      const call = await callOf(story);
      learn(JSON.stringify([call.body ?? {}, call.params ?? {}, call.query ?? {}]));
      if (call.upload !== undefined) learn(Buffer.from(call.upload.bytes).toString());
      // What takes nothing is done whatever is sent with it.
      const takesWords = endpoint.body !== undefined || endpoint.params !== undefined;
      if (takesWords && call.by !== 'operator') await wrongly(endpoint.method, endpoint.path, call);
      const answer = await sendGoodCall(story, endpoint, call);
      learn(answer.text);
      expect([name, answer.status < 300 ? '' : answer.text]).toEqual([name, '']);
      done.push(name);
      await call.keep?.(answer);
    }
    expect(calls.map(([name]) => name).filter((name) => !done.includes(name))).toEqual([]);
    expect(secrets.size).toBeGreaterThan(150);
  }, 600_000);

  it('and of failures, whose words quote a row', async () => {
    const { journal } = world.node.kernel;
    const append = journal.append;
    let failures = 0;
    const failing = vi.spyOn(journal, 'append').mockImplementation(async (...given) => {
      if (given[1].some(({ act }) => act === 'inquiry.list') && failures++ < 3)
        throw Object.assign(new Error(`duplicate key (${aNumber}, ${aName})`), { detail: aNumber, code: '23505' });
      return append(...given);
    });
    const answer = await story.send('GET', '/api/inquiries', { by: { login: 'clerk' } });
    failing.mockRestore();
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).not.toContain(aNumber);
    expect(written.some((line) => line.includes('request failed'))).toBe(true);
  });

  it('names nobody in the process log, at its most verbose, nor on the standard streams', () => {
    expect(written.length).toBeGreaterThan(200);
    expect(tracesIn(written.join('\n'), secrets)).toEqual([]);
  });

  it('names nobody in metrics, by which route and status are counted, nor in health', async () => {
    const [metrics, health] = await Promise.all(
      ['/metrics', '/api/health'].map((path) => fetch(`${world.address}${path}`).then((answer) => answer.text())),
    );
    expect(metrics).toContain('gatehouse_http_request_seconds_count');
    expect(tracesIn(`${metrics}\n${health}`, secrets)).toEqual([]);
  });

  it('names nobody in what stands in clear of the entries, in the published log, and in the list of lasting acts', async () => {
    const entries = await asOwner<{ open: string }>(
      world.node,
      `select (to_jsonb(entry) - 'sealed' - 'commitment')::text as open from journal.entry`,
    );
    expect(entries.length).toBeGreaterThan(300);
    const folder = dataFolders(world.node.folder).log;
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
      // What is only being written has a name that begins with a dot, and is gone in a moment.
      (file) => file.isFile() && !file.name.startsWith('.'),
    );
    const published = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
    expect(published.length).toBeGreaterThan(3);
    expect(tracesIn([...entries.map(({ open }) => open), ...published].join('\n'), secrets)).toEqual([]);
  });

  it('would be found if one were put in, in whatever form', () => {
    const before = written.length;
    world.node.kernel.log.debug({ asked: { whom: aNumber } }, 'put in by a test');
    expect(tracesIn(written.slice(before).join('\n'), secrets)).toEqual(['document number of 18 characters']);
    for (const value of [aNumber, aName, 'k7fPq2-XyZ_01', '482913'])
      for (const form of formsOf(value))
        expect(tracesIn(`{"reference":"${form}"}`, new Map([[value, 'it']]))).toHaveLength(1);
    expect(tracesIn('{"size":14829137}', new Map([['482913', 'code']]))).toEqual([]);
  });
});
