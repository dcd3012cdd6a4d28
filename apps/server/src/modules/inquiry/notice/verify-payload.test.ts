import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { type NoticePayload, noticeDictionary, readNoticeCode } from '@gatehouse/contract';
import { builtInPacks, loadPack, packDefaults } from '@gatehouse/law';
import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../rules/decision.js';
import { codeSide, pointsPerMillimetre } from '../../../kernel/documents/printed-code.js';
import { verifyPayload } from './verify-payload.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const source = { nameEn: 'Registry of sexual-offence information', nameZh: '性侵违法犯罪人员信息库' };
const dataAsOf = '2026-11-26T01:00:07.103Z';
const answer = {
  askId: '0193f5c8-7a10-7abc-8000-00000000a5a5',
  outcome: 'no_record',
  types: [],
  sources: [{ source: 'police', ...source, dataAsOf }],
  dataAsOf,
  lawPack: { id: 'demonstration', version: '1.0.0', hash: hash('pack').toString('hex') },
} as unknown as Parameters<typeof sentenceOf>[1];

const asked = { standing: 'candidate', legalBases: ['A', 'B'], purpose: 'hiring', postClass: 'teacher' } as const;

const facts: NoticePayload['facts'] = {
  version: 1,
  number: '0193f5c8-7a10-7abc-8000-0000000000d1',
  issuer: { en: 'Yunping Province Jia County Education Bureau (invented)', zh: '云屏省甲县教育局（虚构）' },
  unit: { en: 'Second Experimental Primary School of Jia County (invented)', zh: '甲县第二实验小学（虚构）' },
  post: { en: 'Teacher', zh: '教师' },
  outcome: 'no_record',
  sentence: sentenceOf({ pack, settings: packDefaults }, answer, asked),
  sources: [{ ...source, dataAsOf }],
  dataAsOf,
  issuedAt: '2026-11-26T01:02:00.000Z',
  person: hash('person').toString('hex'),
};

/** The proof of one entry among `2 ** height`. */
function proofOf(height: number): NoticePayload['proof'] {
  const origin = 'registry.education.example.gov.cn/demo';
  const siblings = Array.from({ length: height }, (_, at) => hash(`sibling ${String(at)}`).toString('base64'));
  const signature = Buffer.concat([hash('a'), hash('b'), hash('c')]).subarray(0, 68);
  const canonical = JSON.stringify({
    act: 'inquiry.release',
    actor: 'system:release-window',
    at: '2026-11-26T01:02:00.412Z',
    authority: 'A, C, D',
    details: { lawPack: hash('pack').toString('hex'), noticeFacts: hash('facts').toString('hex'), plan: 'release' },
    node: origin,
    object: { id: facts.number, kind: 'inquiry' },
    outcome: 'done',
    purpose: 'hire',
  });
  const checkpoint = `${origin}\n${String(2 ** height)}\n${hash('root').toString('base64')}\n`;
  return {
    canonical,
    canonicalBytes: 1024,
    salt: hash('salt').toString('base64url'),
    receipt: `c2sp.org/tlog-proof@v1\nindex 4711\n${siblings.join('\n')}\n\n${checkpoint}\n— ${origin} ${signature.toString('base64')}\n`,
  };
}

const unpack = async (packed: Uint8Array): Promise<string> =>
  inflateRawSync(packed, { dictionary: Buffer.from(noticeDictionary) }).toString();

describe('the code on a notice', () => {
  it('is digits, and says the whole payload again', async () => {
    const salt = hash('person salt');
    const code = verifyPayload(facts, salt, proofOf(12));
    expect(code).toMatch(/^\d+$/);
    const read = await readNoticeCode(code, unpack);
    const payload = { v: 1, facts, personSalt: salt.toString('base64url'), proof: proofOf(12) };
    expect('json' in read ? JSON.parse(read.json) : read).toEqual(payload);
  });

  it.each([
    ['a thousand', 10, 101],
    ['a million', 20, 117],
    ['a thousand million', 30, 133],
  ])('of a log of %s entries is coarse enough for paper', (_, height, most) => {
    const address = `https://registry.education.example.gov.cn/verify#${verifyPayload(facts, hash('salt'), proofOf(height))}`;
    const modules = create(address, { errorCorrectionLevel: 'L' }).modules.size;
    expect(modules).toBeLessThanOrEqual(most);
    const side = codeSide(modules) / pointsPerMillimetre;
    expect(side).toBeGreaterThanOrEqual((modules + 4) * 0.7 - 1e-9);
    expect(side).toBeGreaterThanOrEqual(60);
    expect(side).toBeLessThanOrEqual(100);
  });

  it('keeps its dictionary for as long as notices on paper are read', () => {
    expect(createHash('sha256').update(noticeDictionary).digest('hex')).toBe(
      '7eaed4ae5e4d40c623db84217744e5ce801a21e5a32a547bc03e46702d4c83bf',
    );
  });
});
