import { describe, expect, it } from 'vitest';
import { dayOfLunarDate, lunarDate } from './lunar-date.js';

const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });

describe('the traditional calendar', () => {
  it.each([1937, 1949, 1984, 2006, 2020, 2033])(
    'has on every day of %i the month and day that the platform tells',
    (year) => {
      for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
        const date = new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
        const parts = calendar.formatToParts(new Date(day));
        const [month, ofMonth] = ['month', 'day'].map((type) => parts.find((part) => part.type === type)?.value ?? '');
        const told = [month, ofMonth]
          .map((value) => String(Number.parseInt(value ?? '', 10)).padStart(2, '0'))
          .join('');
        expect({ date, told: lunarDate(date).slice(4) }).toEqual({ date, told });
      }
    },
  );

  it('writes days before New Year in the year before, and reads them back', () => {
    expect(lunarDate('19800216')).toBe('19800101');
    expect(lunarDate('19800215')).toBe('19791229');
    expect(dayOfLunarDate('19800101')).toBe('19800216');
  });

  it('knows no day that is none', () => {
    expect(lunarDate('19801301')).toBe('');
  });
});
