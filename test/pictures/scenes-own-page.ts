import type { makeChecks } from './checks.js';
import { inTurn, press, type Scene } from './scene.js';
import { say } from './words.js';

type Checks = Awaited<ReturnType<typeof makeChecks>>;

/** The page of a person whom a desk has given a code. */
export function ownPageScenes({ ownCodes }: Pick<Checks, 'ownCodes'>): Scene[] {
  const open =
    (which: 'asked' | 'nothing'): NonNullable<Scene['act']> =>
    async (page, language) => {
      await page.locator('h1').first().waitFor();
      const field = page.getByLabel(say(language, 'own-page:code.label'), { exact: true });
      if (await field.isVisible()) {
        await field.fill(ownCodes[language][which]);
        await press('own-page:code.open')(page, language);
      }
      await page.getByRole('button', { name: say(language, 'own-page:page.close') }).waitFor();
    };
  const steps: NonNullable<Scene['act']> = async (page, language) => {
    await page.getByText(say(language, 'own-page:inquiry.steps')).first().click();
  };
  const path = '/own-page';
  return [
    { name: 'own-page-code', path },
    { name: 'own-page-code-missing', path, act: press('own-page:code.open') },
    { name: 'own-page', path, act: open('asked') },
    { name: 'own-page-steps', path, act: inTurn(open('asked'), steps) },
    { name: 'own-page-withdraw', path, act: inTurn(open('asked'), press('own-page:withdraw.open')) },
    { name: 'own-page-proof', path, act: inTurn(open('asked'), press('own-page:prove.open')) },
    { name: 'own-page-closed', path, act: inTurn(open('asked'), press('own-page:page.close')) },
    { name: 'own-page-nothing', path, act: open('nothing') },
    {
      name: 'own-page-whole',
      path,
      server: counted({ whole: { times: 2, at: sealedAt, since: sealedAt } }),
      act: open('asked'),
    },
    { name: 'own-page-looks', path, server: looked, act: open('asked') },
    { name: 'own-page-not-sealed', path, server: counted({}), act: open('asked') },
  ];
}

/** How the own page counts after a few days, and on a node's first. */
function counted(whole: object): NonNullable<Scene['server']> {
  return { address: '/api/own-page*', does: 'change', adds: { asked: { times: 3, ...whole } } };
}

const sealedAt = '2026-11-20T00:00:03.000Z';

const procuratorate = { en: 'County procuratorate B (invented)', zh: '乙县人民检察院（虚构）' };
const placeOf = (entry: string, node?: string) => ({
  ...{ entry, log: 1, index: 48_213, isOwn: true },
  ...(node === undefined ? {} : { node }),
});

/** Looks of this node and of a node of casework, one of them withheld for a time. */
const looked: NonNullable<Scene['server']> = {
  address: '/api/own-page{,/open}',
  does: 'change',
  adds: {
    looks: [
      {
        ...{ id: '5b1f5bb2-7a35-4a5e-9d0a-0d3c5b8a7e01', authority: 'procuratorate', by: procuratorate },
        ground: { en: 'A child is in danger', zh: '有未成年人处于危险之中' },
        at: '2026-11-19T13:42:00.000Z',
        places: [placeOf('5b1f5bb2-7a35-4a5e-9d0a-0d3c5b8a7e02', 'casework-yunping-2')],
      },
      {
        ...{ id: '5b1f5bb2-7a35-4a5e-9d0a-0d3c5b8a7e03', authority: 'procuratorate', by: procuratorate },
        ground: { en: 'An urgent measure has to be taken', zh: '需采取紧急保护措施' },
        at: '2026-08-03T02:05:00.000Z',
        withheldUntil: '2026-10-30',
        places: [placeOf('5b1f5bb2-7a35-4a5e-9d0a-0d3c5b8a7e04'), placeOf('5b1f5bb2-7a35-4a5e-9d0a-0d3c5b8a7e05')],
      },
    ],
    withheld: { looks: 2, oldestSince: '2026-11-02', longestDays: 90, renewals: 2 },
  },
};
