import { deflateRawSync } from 'node:zlib';
import { noticeDictionary, NoticePayload, readBase32, writeBase32, writeNoticeCode } from '@gatehouse/contract';
import {
  commitEntry,
  emptyFrontier,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  formatVerifierKey,
  frontierRoot,
  planAppend,
  proveInclusion,
  sha256,
  signNote,
  signerKey,
  noteSigner,
  tileReader,
} from '@gatehouse/merkle';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { readPayload } from './notice-payload.js';
import { isIssuedFor, verifyNotice } from './verify-notice.js';

const origin = 'gatehouse.example/qinghe/demo';
const names = { en: 'Qinghe Education Bureau', zh: '清河市教育局' };
const person = { name: '欧阳予安', maskedNumber: '10****************' };
const personSalt = new Uint8Array(32).fill(7);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const hash = (text: string): string => hex(sha256(new TextEncoder().encode(text)));

const facts = {
  version: 1 as const,
  number: '0193f5c8-0000-7000-8000-000000000001',
  issuer: names,
  unit: names,
  post: { en: 'Teacher', zh: '教师' },
  outcome: 'no_record' as const,
  sentence: { en: 'No information was found.', zh: '未发现依法应当告知的信息。' },
  sources: [{ nameEn: 'National register', nameZh: '全国信息库', dataAsOf: '2026-11-23T00:00:00.000Z' }],
  dataAsOf: '2026-11-23T00:00:00.000Z',
  issuedAt: '2026-11-23T01:00:00.000Z',
  person: hex(sha256(Buffer.concat([personSalt, Buffer.from(`${person.name}\0${person.maskedNumber}`)]))),
};

/** A log of five entries, the third of which is the release of this notice. */
async function issue(): Promise<{ payload: NoticePayload; key: string }> {
  const canonical = canonicalJson({ act: 'inquiry.release', details: { noticeFacts: hash(canonicalJson(facts)) } });
  const padded = new Uint8Array(512).fill(0x20);
  padded.set(new TextEncoder().encode(canonical));
  const salt = new Uint8Array(32).fill(3);
  const entries = [1, 2, 0, 4, 5].map((n) => (n === 0 ? commitEntry(salt, padded) : new Uint8Array(32).fill(n)));
  const files = new Map<string, Uint8Array>();
  const readFile = async (path: string) => files.get(path);
  const plan = await planAppend(emptyFrontier(), entries, readFile);
  for (const { path, bytes } of plan.files) files.set(path, bytes);
  const signer = signerKey(origin, new Uint8Array(32).fill(9));
  const text = formatCheckpoint({ origin, size: 5, rootHash: frontierRoot(plan.frontier) });
  const checkpoint = formatNote(signNote({ text, signatures: [] }, [noteSigner(signer)]));
  const proof = await proveInclusion(2, 5, tileReader(readFile));
  const receipt = formatReceipt({ index: 2, proof, checkpoint });
  const payload = {
    v: 1 as const,
    facts,
    personSalt: base64url(personSalt),
    proof: { canonical, canonicalBytes: 512, salt: base64url(salt), receipt },
  };
  return { payload: NoticePayload.parse(payload), key: formatVerifierKey(signer) };
}

let issued: Awaited<ReturnType<typeof issue>>;
beforeAll(async () => {
  issued = await issue();
});

function packed(payload: unknown): string {
  return writeBase32(deflateRawSync(JSON.stringify(payload)));
}

function coded(payload: NoticePayload): string {
  return writeNoticeCode(payload, (text) => deflateRawSync(text, { dictionary: Buffer.from(noticeDictionary) }));
}

describe('the letters of an address', () => {
  it.each([
    ['f', 'MY'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%s is %s, as RFC 4648 has it', (text, letters) => {
    expect(new TextDecoder().decode(readBase32(letters))).toBe(text);
    expect(writeBase32(new TextEncoder().encode(text))).toBe(letters);
  });

  it('are none of another alphabet', () => {
    expect(readBase32('MZXW6YT1')).toBeUndefined();
  });
});

describe('the address of a notice', () => {
  it.each([
    (text: string) => text,
    (text: string) => `https://gatehouse.example/verify#${text}`,
    (text: string) => `\n${text} `,
  ])('is read whole, with or without what stands before it', async (written) => {
    expect(await readPayload(written(packed(issued.payload)))).toEqual({ ok: true, payload: issued.payload });
  });

  it('is told to be cut wherever it is cut', async () => {
    const text = packed(issued.payload);
    for (const length of [1, 5, 100, text.length - 40, text.length - 1]) {
      expect(await readPayload(text.slice(0, length)), String(length)).toEqual({ ok: false, reason: 'cut' });
    }
  });

  it('in digits, as notices are printed now, says the same', async () => {
    const code = coded(issued.payload);
    expect(await readPayload(`https://gatehouse.example/verify#${code}`)).toEqual({
      ok: true,
      payload: issued.payload,
    });
    for (const length of [1, 5, 100, code.length - 40, code.length - 1]) {
      expect(await readPayload(code.slice(0, length)), String(length)).toEqual({ ok: false, reason: 'cut' });
    }
  });

  it('in digits says any facts again, letter for letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.date({ noInvalidDate: true }), async (words, at) => {
        const unit = { en: words, zh: `${words}${at.toISOString()}0000000000000000000000000000000000000000000` };
        const payload = { ...issued.payload, facts: { ...facts, unit } };
        expect(await readPayload(coded(payload))).toEqual({ ok: true, payload });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['', 'empty'],
    ['https://gatehouse.example/verify#', 'empty'],
    ['https://gatehouse.example/消息', 'other'],
    [packed({ v: 2 }), 'other'],
    ['99999999999999999999999999999999999', 'other'],
  ])('%s is no notice: %s', async (text, reason) => {
    expect(await readPayload(text)).toEqual({ ok: false, reason });
  });

  it('of a record found does not exist', async () => {
    const found = { ...issued.payload, facts: { ...facts, outcome: 'record_found' } };
    expect(await readPayload(packed(found))).toEqual({ ok: false, reason: 'other' });
  });
});

describe('a notice', () => {
  it('is proven by entry, place and signature', () => {
    expect(verifyNotice(issued.payload, issued.key)).toMatchObject({ fits: true, origin, index: 2, size: 5 });
  });

  it.each(['number', 'issuedAt', 'dataAsOf'] as const)('with another %s does not fit its entry', (field) => {
    const changed = { ...issued.payload, facts: { ...issued.payload.facts, [field]: '2027-01-01T00:00:00.000Z' } };
    expect(verifyNotice(changed, issued.key)).toMatchObject({ fits: false, check: 'facts' });
  });

  it('with something added to it does not fit its entry', () => {
    const changed = { ...issued.payload, facts: { ...issued.payload.facts, remark: 'and recommended' } };
    expect(verifyNotice(changed, issued.key)).toMatchObject({ fits: false, check: 'facts' });
  });

  it('with another salt is not at its place in the log', () => {
    const { proof } = issued.payload;
    const changed = { ...issued.payload, proof: { ...proof, salt: base64url(new Uint8Array(32).fill(4)) } };
    expect(verifyNotice(changed, issued.key)).toMatchObject({ fits: false, check: 'inclusion' });
  });

  it('signed by another log is not believed', () => {
    const other = formatVerifierKey(signerKey(origin, new Uint8Array(32).fill(8)));
    expect(verifyNotice(issued.payload, other)).toMatchObject({ fits: false, check: 'signature' });
  });

  it('on another act is no notice', () => {
    const canonical = issued.payload.proof.canonical.replace('inquiry.release', 'inquiry.read');
    const changed = { ...issued.payload, proof: { ...issued.payload.proof, canonical } };
    expect(verifyNotice(changed, issued.key)).toMatchObject({ fits: false, check: 'entry' });
  });

  it('is issued for the person printed on it and for nobody else', () => {
    expect(isIssuedFor(issued.payload, person)).toBe(true);
    expect(isIssuedFor(issued.payload, { ...person, name: '曾可' })).toBe(false);
    expect(isIssuedFor(issued.payload, { ...person, maskedNumber: '11****************' })).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785', () => {
    const example = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '1': 'One',
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3],
    };
    expect(canonicalJson(example)).toBe(
      '{"\\r":"Carriage Return","1":"One","numbers":[333333333.3333333,1e+30,4.5,0.002],"\u20ac":"Euro Sign"}',
    );
  });

  it('says the same whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(members));
      }),
    );
  });
});
