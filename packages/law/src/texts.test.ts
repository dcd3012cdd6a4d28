import { describe, expect, test } from 'vitest';
import { LawError } from './errors.js';
import { loadPack } from './pack/load.js';
import { builtInPacks } from './packs/index.js';
import { answerText, consentText, noticeText } from './texts.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const values = {
  unit: { en: 'Qingyu No. 3 Primary School', zh: '青屿市第三小学' },
  authority: { en: 'Songyan District Education Bureau', zh: '松岩区教育局' },
  post: { en: 'security guard', zh: '保安' },
  startDate: '2026-12-01',
  sources: { en: 'the registry', zh: '信息库' },
  legalBasis: { en: 'Minors Protection Law art. 62', zh: '未成年人保护法第六十二条' },
  months: '12',
  contact: '0000-0000000',
};

describe('the consent page', () => {
  const { version, parts } = consentText(pack, 'contract', values);

  test('says who asks, for which post, what, what may come of it, who sees it, how long, how to object, in both languages', () => {
    expect(parts.map((part) => part.id)).toEqual(
      expect.arrayContaining([
        'who_asks',
        'which_post',
        'what_is_looked_up',
        'possible_answers',
        'who_sees',
        'how_long',
        'objecting',
        'if_you_refuse',
      ]),
    );
    expect(parts[0]?.words.zh).toContain('青屿市第三小学');
    expect(parts[0]?.words.en).toContain('Qingyu No. 3 Primary School');
    expect(version).toBe('1.1.0');
  });

  test('says that refusing is not a record, and leaves no placeholder open', () => {
    const refusal = parts.find((part) => part.id === 'if_you_refuse');
    expect(refusal?.words.en).toContain('Refusing is not recorded as a record, but you cannot start this post.');
    expect(JSON.stringify(parts)).not.toMatch(/[{][a-zA-Z]+[}]/);
  });

  test.each(pack.employmentForms.map(({ id }) => id))(
    'names a supplier to whoever is sent by one alone: %s',
    (form) => {
      const part = consentText(pack, form, values).parts.find(({ id }) => id === 'supplier');
      expect(part !== undefined).toBe(['dispatch', 'outsourced'].includes(form));
      if (part === undefined) return;
      expect(part.words.en).toContain('may not be placed with minors, and no reason');
      expect(part.words.zh).toContain('不得安排与未成年人接触的岗位，不告知原因');
    },
  );
});

test('a missing value is an error: nobody is shown a hole', () => {
  const { contact: _contact, ...incomplete } = values;
  expect(() => consentText(pack, 'contract', incomplete)).toThrow(LawError);
  expect(() => answerText(pack, 'maybe', {})).toThrow(LawError);
});

test('a value that looks like a placeholder is shown as it is', () => {
  const text = answerText(pack, 'source_silent', { source: '{since}', since: '2026-01-01' });
  expect(text.en).toContain('{since} has sent nothing since 2026-01-01');
});

test('the answer sentences are those agreed', () => {
  expect(answerText(pack, 'waiting', {}).en).toBe(
    'The answer is not ready. This says nothing about the person. Do not let them start, and do not turn them down for this.',
  );
  expect(answerText(pack, 'record_found_serving', {}).zh).toContain('请立即停止其工作');
});

test('a stop-work order names neither the reason nor the record', () => {
  const { paragraphs } = noticeText(pack, 'stop_work', { ...values, name: '某某', until: '2026-12-01' });
  expect(JSON.stringify(paragraphs)).not.toMatch(/sexual|offence|性侵|犯罪/i);
});
