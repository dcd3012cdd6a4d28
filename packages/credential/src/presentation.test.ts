import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';
import { newHolder } from './holder.js';
import { membersOf } from './jws.js';
import { listUriOf, presentProof, type Unfit, verifyPresentation } from './presentation.js';
import { readRequest, signRequest } from './request.js';
import { issuer, knownAtNoon, later, listUri, listWith, noon, proofFor, request, stranger } from './testing/issuer.js';

const [holder, other] = await Promise.all([newHolder(), newHolder()]);
const proof = await proofFor(holder.publicKey);
const presented = await presentProof(proof, request, holder.secretKey, later(30));

/** Changes one claim of the issuer's token and leaves its signature. */
function forged(text: string, claim: string, value: unknown): string {
  const [head = '', body = '', ...rest] = text.split('.');
  return [head, base64url.encode(JSON.stringify({ ...membersOf(body), [claim]: value })), ...rest].join('.');
}

describe('a proof of check', () => {
  it('shows name, masked number, post, day and age of the list to the unit it was made for', async () => {
    expect(await verifyPresentation(presented, await knownAtNoon())).toEqual({
      fits: true,
      shown: {
        name: '李春燕',
        maskedNumber: '10****************',
        postClass: 'teacher',
        asOf: '2026-11-20',
        expiresAt: new Date('2026-12-07T00:00:00Z'),
        listAt: noon,
      },
    });
    expect(listUriOf(presented)).toBe(listUri);
    expect(listUriOf('nothing')).toBeUndefined();
  });

  const attacks: readonly (readonly [string, () => Promise<string>, Unfit, Parameters<typeof knownAtNoon>[0]?])[] = [
    [
      'answered to another request of the same unit',
      async () => presented,
      'not_in_answer',
      { request: { ...request, nonce: 'n-2' } },
    ],
    [
      'replayed at another unit',
      async () => presented,
      'not_for_this_unit',
      { request: { ...request, audience: 'urn:gatehouse:unit:2' } },
    ],
    [
      'bound anew for another unit',
      () => presentProof(proof, { ...request, audience: 'urn:gatehouse:unit:2' }, holder.secretKey, later(30)),
      'not_in_answer',
    ],
    ['for another post', async () => presented, 'not_for_this_post', { request: { ...request, postClass: 'driver' } }],
    [
      'shown by somebody else with a key of theirs',
      () => presentProof(proof, request, other.secretKey, later(30)),
      'not_by_holder',
    ],
    [
      'with the binding of another proof',
      async () => `${await proofFor(holder.publicKey)}${presented.split('~').at(-1) ?? ''}`,
      'not_by_holder',
    ],
    ['without any binding', async () => proof, 'malformed'],
    [
      'without its disclosures',
      async () => [presented.split('~')[0], '', presented.split('~').at(-1)].join('~'),
      'malformed',
    ],
    [
      'with the name of somebody else',
      async () => {
        const parts = proof.split('~');
        const strange = base64url.encode(JSON.stringify(['salt', 'name', '陈建国']));
        return presentProof([parts[0], strange, parts[2], ''].join('~'), request, holder.secretKey, later(30));
      },
      'malformed',
    ],
    [
      'of another issuer',
      async () => presentProof(await proofFor(holder.publicKey, {}, stranger), request, holder.secretKey, later(30)),
      'not_of_issuer',
    ],
    [
      'with a later end written into it',
      async () => presentProof(forged(proof, 'exp', 4e9), request, holder.secretKey, later(30)),
      'not_of_issuer',
    ],
    [
      'with an index of somebody in good standing',
      async () =>
        presentProof(
          forged(proof, 'status', { status_list: { idx: 1, uri: listUri } }),
          request,
          holder.secretKey,
          later(30),
        ),
      'not_of_issuer',
    ],
    ['answered long ago', () => presentProof(proof, request, holder.secretKey, later(-7200)), 'not_in_answer'],
    [
      'answered by a clock far ahead',
      () => presentProof(proof, request, holder.secretKey, later(7200)),
      'not_by_holder',
    ],
    [
      'ended',
      async () =>
        presentProof(await proofFor(holder.publicKey, { expiresAt: noon }), request, holder.secretKey, later(30)),
      'ask_again',
    ],
    [
      'that begins tomorrow',
      async () =>
        presentProof(
          await proofFor(holder.publicKey, { issuedAt: later(2 * 86_400) }),
          request,
          holder.secretKey,
          later(30),
        ),
      'ask_again',
    ],
  ];
  const named = attacks.map(([how, make, why, given]) => ({ how, make, why, given }));
  it.each(named)('is refused $how', async ({ make, why, given }) => {
    expect(await verifyPresentation(await make(), await knownAtNoon(given))).toEqual({ fits: false, why });
  });

  it('reads alike on the list whatever the cause, and needs the list', async () => {
    const at = async (statusList: string | undefined, now = later(60)) =>
      verifyPresentation(presented, await knownAtNoon({ statusList, now, answeredWithin: 86_400 }));
    expect(await at(await listWith([4711]))).toEqual({ fits: false, why: 'ask_again' });
    expect(await at(await listWith([4710, 4712]))).toMatchObject({ fits: true });
    expect(await at(undefined)).toEqual({ fits: false, why: 'no_list' });
    expect(await at(await listWith([], stranger))).toEqual({ fits: false, why: 'no_list' });
    expect(await at(await listWith([], issuer, later(7200)))).toEqual({ fits: false, why: 'no_list' });
    expect(await at(await listWith([]), later(3601))).toEqual({ fits: false, why: 'list_too_old' });
    // Offline: an older list is worth its age, and the age is said.
    expect(await at(await listWith([]), later(3500))).toMatchObject({ fits: true, shown: { listAt: noon } });
  });

  it('bears a clock that is a minute off, and not more', async () => {
    const shownAt = async (seconds: number) =>
      (
        await verifyPresentation(
          await presentProof(proof, request, holder.secretKey, later(60 + seconds)),
          await knownAtNoon(),
        )
      ).fits;
    expect([await shownAt(50), await shownAt(120)]).toEqual([true, false]);
  });

  it('has nothing in common with another of the same person but what it says in words', async () => {
    const second = await newHolder();
    const [one, two] = [
      proof,
      await proofFor(second.publicKey, {
        listIndex: 99,
        audience: 'urn:gatehouse:unit:2',
        issuedAt: later(900),
        expiresAt: later(14 * 86_400 + 900),
        asOf: new Date('2026-11-20T20:00:00Z'),
      }),
    ];
    const claims = [one, two].map((text) => membersOf(text.split('.')[1] ?? '') ?? {});
    const common = Object.keys(claims[0] ?? {}).filter(
      (key) => JSON.stringify(claims[0]?.[key]) === JSON.stringify(claims[1]?.[key]),
    );
    expect(common.sort()).toEqual(['_sd_alg', 'answer', 'as_of', 'exp', 'iat', 'iss', 'post_class', 'vct']);
    const words = (text: string) => text.split(/[.~]/).filter((part) => part.length > 60);
    expect(words(one).filter((part) => words(two).includes(part))).toEqual([]);
    expect(JSON.stringify(claims)).not.toMatch(/李春燕|10\*/);
  });
});

describe('a request', () => {
  const asked = {
    ...request,
    nameEn: 'School',
    nameZh: '学校',
    issuedAt: noon.getTime() / 1000,
    expiresAt: later(3600).getTime() / 1000,
  };
  it('is read while its time lasts, and only as the node signed it', async () => {
    const token = await signRequest(asked, 'https://node.example', issuer.sign);
    expect(readRequest(token, issuer.key, later(60))).toEqual(asked);
    expect(readRequest(token, issuer.key, later(-50))).toEqual(asked);
    expect(readRequest(token, issuer.key, later(-70))).toBeUndefined();
    expect(readRequest(token, issuer.key, later(3600))).toBeUndefined();
    expect(readRequest(token, stranger.key, later(60))).toBeUndefined();
    expect(readRequest(forged(token, 'client_name', 'Another'), issuer.key, later(60))).toBeUndefined();
    expect(readRequest(await listWith([]), issuer.key, later(60))).toBeUndefined();
  });
});
