import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel.js';
import { createLog } from '../log.js';
import { countRefusedRequests } from './refused-requests.js';

/** A count whose log is kept; its database is out of reach. */
function counting(level: string) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog(level, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  const clock = { now: () => new Date('2026-11-23T01:00:00Z') };
  const refused = countRefusedRequests({ log, clock } as unknown as Kernel);
  const said = () => lines.filter(({ msg }) => msg === 'requests refused').map(({ kind, times }) => [kind, times]);
  return { refused, said, lines };
}

describe('refused requests', () => {
  it('says the first of a kind at once, and the rest as one number', async () => {
    const { refused, said } = counting('warn');
    for (let times = 0; times < 1000; times += 1) await refused.count('wrong-form');
    await refused.count('other-site');
    expect(said()).toEqual([
      ['wrong-form', 1],
      ['other-site', 1],
    ]);
    await refused.loop.turn();
    expect(said().slice(2)).toEqual([['wrong-form', 999]]);
    await refused.loop.turn();
    expect(said()).toHaveLength(3);
    expect([...refused.totals()]).toEqual([
      ['wrong-form', 1000],
      ['other-site', 1],
    ]);
  });

  it('says what is left when the node stops', async () => {
    const { refused, said } = counting('warn');
    await refused.count('too-many');
    await refused.count('too-many');
    await refused.loop.stop();
    expect(said()).toEqual([
      ['too-many', 1],
      ['too-many', 1],
    ]);
  });

  it('keeps what the journal cannot take for the next time, and refuses the request all the same', async () => {
    const { refused, said, lines } = counting('warn');
    await refused.count('unknown-token');
    expect(lines.map(({ msg }) => msg)).toContain('refused requests could not be journalled');
    await refused.count('unknown-token');
    await refused.loop.turn();
    expect(said()).toEqual([
      ['unknown-token', 1],
      ['unknown-token', 2],
    ]);
  });

  it('says nothing of who sent them', async () => {
    const { refused, lines } = counting('info');
    await refused.count('wrong-form');
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(['kind', 'level', 'msg', 'time', 'times']);
  });
});
