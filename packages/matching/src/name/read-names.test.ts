import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNames } from './read-names.js';

describe('the names in the field of a name', () => {
  it.each<[string, string[]]>([
    ['王小明', ['王小明']],
    ['王小明(已离职)', ['王小明']],
    ['王小明（曾用名：王大明）', ['王小明', '王大明']],
    ['王小明 曾用名 王大明', ['王小明', '王大明']],
    ['王小明曾用名王大明', ['王小明', '王大明']],
    ['王小明(Wang Xiaoming)', ['王小明', 'Wang Xiaoming']],
    ['王小明,又名王大明', ['王小明', '王大明']],
    ['王小明2', ['王小明']],
    ['王小明老师', ['王小明']],
    ['阿卜杜拉·买买提(男)', ['阿卜杜拉·买买提']],
    ['王小名', ['王小名']],
    ['Smith, John', ['Smith, John']],
    ['Aka Tanaka', ['Aka Tanaka']],
    ['John Smith aka Johnny Brown', ['John Smith', 'Johnny Brown']],
    ['(无)', ['(无)']],
    ['', ['']],
  ])('%s', (raw, names) => {
    expect(readNames(raw)).toEqual(names);
  });

  it('never throws, always tells some name of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'王小明曾用名又(（)）:：12 aka老师') }), (raw) => {
        expect(readNames(raw).length).toBeGreaterThan(0);
      }),
    );
    expect(readNames(undefined)).toEqual([]);
  });
});
