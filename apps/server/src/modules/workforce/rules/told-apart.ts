import { filledWords, type Words } from '@gatehouse/contract';
import words from '../words.json' with { type: 'json' };

/** What a unit is called, and by what it is told apart from another of that name. */
export type CalledUnit = {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
  readonly creditCode: string | null;
};

const fewest = 4;

/**
 * The names of units that stand in one list. Two of one name, in either language, are told apart in words: by the last characters of their
 * social-credit codes, as many as differ and four at least; one that has no code by its division.
 */
export function toldApart(units: readonly CalledUnit[]): ReadonlyMap<string, Words> {
  return new Map(
    units.map((unit) => {
      const name: Words = { en: unit.nameEn, zh: unit.nameZh };
      const alike = units.filter(
        (other) => other.id !== unit.id && (other.nameEn === unit.nameEn || other.nameZh === unit.nameZh),
      );
      if (alike.length === 0) return [unit.id, name];
      const mark = unit.creditCode === null ? words.toldApart.division : words.toldApart.code;
      const end = unit.creditCode === null ? unit.divisionCode : endOf(unit.creditCode, alike);
      const { en, zh } = filledWords(mark, { end });
      return [unit.id, { en: `${name.en} (${en})`, zh: `${name.zh}（${zh}）` }];
    }),
  );
}

function endOf(code: string, alike: readonly CalledUnit[]): string {
  const others = alike.flatMap(({ creditCode }) => (creditCode === null || creditCode === code ? [] : [creditCode]));
  for (let length = fewest; length < code.length; length += 1) {
    const end = code.slice(-length);
    if (!others.some((other) => other.endsWith(end))) return end;
  }
  return code;
}
