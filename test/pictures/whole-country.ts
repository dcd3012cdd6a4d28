import { divisionName, listDivisions } from '@gatehouse/law';

const bands = [
  { en: 'Under 50 %', zh: '不足50%' },
  { en: '50 to 80 %', zh: '50%至80%' },
  { en: '80 to 95 %', zh: '80%至95%' },
  { en: '95 % or more', zh: '95%及以上' },
  { en: 'Everybody', zh: '全部' },
] as const;

const levels = [20, 60, 85, 96, 100] as const;
const trends = ['up', 'level', 'down', null] as const;

/** What lies directly below a division (null: the country) as a ministry would see it after two periods; one of which nothing is shown. */
export const placesBelow = (within: string | null) => ({
  asOf: '2026-11-01T00:00:40.000Z',
  divisions: listDivisions(within, '2026-11-01').map(({ code }, at) => {
    const isShown = at !== 5;
    const band = bands[at % bands.length];
    return {
      code,
      name: { en: divisionName(code, 'en') ?? code, zh: divisionName(code) ?? code },
      units: isShown ? 120 + at : 0,
      bands: isShown ? [{ band, units: 120 + at }] : [],
      level: isShown ? levels[at % levels.length] : null,
      standing: isShown ? band : null,
      trend: isShown ? trends[at % trends.length] : null,
      hasBelow: true,
    };
  }),
});
