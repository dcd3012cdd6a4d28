import { beforeAll, describe, expect, it } from 'vitest';
import {
  seenAt,
  signedHead,
  twoOfThree,
  witnessedKey,
  witnessedLog,
} from '../../../../../test/harness/witnessed-log.js';
import { exactTimeWithZone } from '../../ui/time.js';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh.json' with { type: 'json' };
import { readTrust } from './trust.js';
import { witnessLines } from './witness-lines.js';
import words from './words.json' with { type: 'json' };

const policy = `log ${witnessedKey}\n${twoOfThree}`;
const two = ['court', 'ombudsman'];

describe('The witnesses in the one-file verifier', () => {
  let log: Awaited<ReturnType<typeof witnessedLog>>;
  let other: typeof log;
  beforeAll(async () => {
    log = await witnessedLog(1, [40, 70, 300]);
    other = await witnessedLog(2, [40, 70, 300]);
  });
  const lines = (size: number, head: string, keys = policy) => {
    const read = readTrust(keys, head);
    if (!read.ok) throw new Error(read.why.en);
    return witnessLines(log.receipts.get(size) ?? '', read.trust);
  };
  const headOf = (from: typeof log, size: number, by: readonly string[]) => signedHead(from.heads.get(size) ?? '', by);
  const filled = (said: string, language: 'zh' | 'en') =>
    said.replaceAll('{{at}}', exactTimeWithZone(seenAt.getTime(), language));

  it('say since when an entry is unwitnessed, in the words of the page that verifies notices', () => {
    const [upTo, since] = lines(300, headOf(log, 70, two));
    expect(upTo).toMatchObject({ state: 'holds' });
    expect(upTo?.words.en).toContain('2 of 3 witnesses have signed the log with 70 entries');
    expect(since).toEqual({
      state: 'unsaid',
      words: { zh: filled(zh.witnesses.since, 'zh'), en: filled(en.witnesses.since, 'en') },
    });
    expect(since?.words.en).toMatch(/^Unwitnessed since .*2026/);
  });

  it.each([
    ['an entry below the head they signed', 40, 70, 'covered', 'unsaid'],
    ['the very head in the proof', 70, 70, 'sameHead', 'holds'],
  ] as const)('vouch for %s', (_, size, witnessed, said, state) => {
    const found = lines(size, headOf(log, witnessed, two));
    expect(found[1]).toEqual({ state, words: { zh: zh.witnesses[said], en: en.witnesses[said] } });
  });

  it('saw another history: that does not hold', () => {
    expect(lines(70, headOf(other, 70, two))[1]).toEqual({
      state: 'doesNot',
      words: { zh: zh.witnesses.otherHead, en: en.witnesses.otherHead },
    });
  });

  it('are too few, none, unreadable or unknown, and nothing else is said then', () => {
    const one = (found: ReturnType<typeof lines>) => found.map(({ state, words: { en: text } }) => [state, text]);
    expect(one(lines(40, headOf(log, 70, ['court'])))).toEqual([
      ['unsaid', en.witnesses.notYet.replace('{{required}}', '2').replace('{{all}}', '3')],
    ]);
    expect(one(lines(40, headOf(log, 70, two), `log ${witnessedKey}\nquorum none`))).toEqual([
      ['unsaid', en.witnesses.nobody],
    ]);
    expect(one(lines(40, 'no head at all'))).toEqual([['unsaid', en.witnesses.silent]]);
    expect(one(lines(40, headOf(log, 70, two), witnessedKey))).toEqual([['unsaid', words.headWithoutPolicy.en]]);
  });

  it('without that head are those who signed the head in the proof', () => {
    expect(lines(40, '').map(({ state, words: { en: text } }) => [state, text])).toEqual([
      ['unsaid', `${words.unwitnessed.en} (0 ${words.of.en} 2).`],
    ]);
    expect(lines(40, '', witnessedKey)).toEqual([]);
  });
});
