import { describe, expect, test } from 'vitest';
import { inventedNumber } from '../../../../../../test/harness/inquiry-world.js';
import { evidenceLines } from './comparison-view.js';

const number = inventedNumber('19810303', 12);
type Asked = Parameters<typeof evidenceLines>[0];
type Recorded = Parameters<typeof evidenceLines>[1];

function linesOf(asked: Partial<Asked>, recorded: Partial<Recorded>, field: string) {
  const documents = [{ type: 'resident_id', number }];
  const one = { name: '沈新名', formerNames: [], documents, ...asked } as unknown as Asked;
  const other = {
    names: [],
    documents,
    sex: null,
    birthDate: null,
    nationality: null,
    ...recorded,
  } as unknown as Recorded;
  return evidenceLines(one, other).filter((line) => line.field === field);
}

describe('what nobody stated but the number says', () => {
  test('stands with its origin, and agrees as the matcher says', () => {
    expect(linesOf({}, {}, 'birth_date')).toMatchObject([
      { asked: '1981-03-03', askedFromNumber: true, onRecord: '1981-03-03', onRecordFromNumber: true, verdict: 'same' },
    ]);
    expect(linesOf({}, {}, 'sex')).toMatchObject([
      { askedFromNumber: true, onRecordFromNumber: true, verdict: 'same' },
    ]);
  });

  test('a stated date that differs stays in sight, with the pair that agrees below it', () => {
    expect(linesOf({ birthDate: '1981-03-08' }, { birthDate: '1981-03-03' }, 'birth_date')).toMatchObject([
      { asked: '1981-03-08', askedFromNumber: false, onRecord: '1981-03-03', verdict: 'differs' },
      { asked: '1981-03-03', askedFromNumber: true, onRecord: '1981-03-03', verdict: 'same' },
    ]);
  });

  test('a number that fails its own check says nothing', () => {
    const documents: Asked['documents'] = [
      { type: 'resident_id', number: `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}` },
    ];
    expect(linesOf({ documents }, {}, 'birth_date')).toMatchObject([{ asked: null, verdict: 'missing' }]);
  });
});
