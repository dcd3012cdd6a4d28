import fc from 'fast-check';
import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';
import { membersOf, signJws } from './jws.js';
import { fewestEntries, readStatusList, signStatusList, statusOf } from './status-list.js';
import { issuer, listUri, listWith, size, stranger } from './testing/issuer.js';

const times = { issuedAt: 1_795_000_000, expiresAt: 1_795_003_600, timeToLive: 300 };

describe('the status list', () => {
  it('says ask again of exactly the entries that are, wherever they lie', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 40 }),
        fc.nat({ max: size - 1 }),
        async (set, any) => {
          const list = await readStatusList(await listWith(set), listUri, issuer.key);
          if (list === undefined) throw new Error('the list is not read');
          for (const index of set) expect(statusOf(list, index)).toBe('ask_again');
          expect(statusOf(list, any)).toBe(set.includes(any) ? 'ask_again' : 'stands');
          const marked = list.bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
          expect(marked).toBe(set.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes the bits in the order of the IETF draft: the lowest bit of a byte first', async () => {
    const list = await readStatusList(await listWith([0, 3, 4, 5, 7, 8, 9, 13, 15]), listUri, issuer.key);
    expect([...(list?.bits.slice(0, 2) ?? [])]).toEqual([0xb9, 0xa3]);
  });

  it('is neither made nor believed with fewer entries than hide anybody', async () => {
    await expect(signStatusList(listUri, fewestEntries - 8, [], times, issuer.sign)).rejects.toThrow(RangeError);
    await expect(signStatusList(listUri, size, [size], times, issuer.sign)).rejects.toThrow(RangeError);
    const short = new Blob([new Uint8Array(1000)]).stream().pipeThrough(new CompressionStream('deflate'));
    const lst = base64url.encode(new Uint8Array(await new Response(short).arrayBuffer()));
    const claims = { sub: listUri, iat: 1, exp: 2, ttl: 3, status_list: { bits: 1, lst } };
    expect(
      await readStatusList(await signJws('statuslist+jwt', claims, issuer.sign), listUri, issuer.key),
    ).toBeUndefined();
  });

  it('is not believed of a stranger, at another address, as another kind of token, or packed to burst', async () => {
    const token = await listWith([]);
    expect(await readStatusList(token, listUri, stranger.key)).toBeUndefined();
    expect(await readStatusList(token, `${listUri}0`, issuer.key)).toBeUndefined();
    const claims = membersOf(token.split('.')[1] ?? '') ?? {};
    expect(await readStatusList(await signJws('dc+sd-jwt', claims, issuer.sign), listUri, issuer.key)).toBeUndefined();
    const bomb = new Blob([new Uint8Array(4_000_000)]).stream().pipeThrough(new CompressionStream('deflate'));
    const lst = base64url.encode(new Uint8Array(await new Response(bomb).arrayBuffer()));
    const burst = await signJws('statuslist+jwt', { ...claims, status_list: { bits: 1, lst } }, issuer.sign);
    expect(await readStatusList(burst, listUri, issuer.key)).toBeUndefined();
    for (const text of ['', 'a.b', 'a.b.c', `${token}x`, token.replace('.', '.x')])
      expect(await readStatusList(text, listUri, issuer.key)).toBeUndefined();
  });

  it('has an index that lies outside of it ask again', () => {
    for (const index of [-1, 1.5, Number.NaN, size])
      expect(statusOf({ bits: new Uint8Array(size / 8) }, index)).toBe('ask_again');
  });
});
