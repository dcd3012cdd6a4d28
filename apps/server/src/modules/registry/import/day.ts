import { isCivilDate } from '@gatehouse/law';

const forms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
];

/** A day as people write it (2019-05-01, 2019/5/1, 20190501, 2019年5月1日) as `YYYY-MM-DD`; undefined if it is none. */
export function readDay(text: string): string | undefined {
  for (const form of forms) {
    const found = form.exec(text.trim());
    if (found === null) continue;
    const [, year = '', month = '', day = ''] = found;
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCivilDate(iso) ? iso : undefined;
  }
  return undefined;
}
