import type { ProhibitionLine } from '@gatehouse/contract';
import { loadProhibitions } from '../../apps/server/src/demonstration/prohibitions.js';
import type { Country } from './country.js';
import type { Scene } from './scene.js';
import { say } from './words.js';

/** Orders in every state, made through the same routes; answers what a procurator meets. */
export async function prohibitionScenes({ node, as }: Country): Promise<Scene[]> {
  await loadProhibitions(node);
  const procurator = await as('procurator');
  const { items } = await procurator.get<{ items: ProhibitionLine[] }>('/api/prohibitions');
  const one = (name: string, fits: (line: ProhibitionLine) => boolean): Scene => ({
    name,
    path: `/prohibitions/${items.find(fits)?.id ?? ''}`,
  });
  const entered = items.find(({ state }) => state === 'returned')?.id ?? '';
  return [
    { name: 'home-procurator', path: '/' },
    { name: 'prohibitions', path: '/prohibitions' },
    { name: 'prohibitions-ended', path: '/prohibitions?ended=yes' },
    {
      name: 'prohibitions-loading',
      path: '/prohibitions',
      server: { address: '/api/prohibitions*', does: 'hang' },
      isLoading: true,
    },
    { name: 'prohibitions-failed', path: '/prohibitions', server: { address: '/api/prohibitions*', does: 'fail' } },
    {
      name: 'prohibitions-empty',
      path: '/prohibitions',
      server: { address: '/api/prohibitions*', does: 'change', adds: { items: [] } },
    },
    { name: 'prohibition-new', path: '/prohibitions/new' },
    { name: 'prohibition-again', path: `/prohibitions/${entered}/entry` },
    one('prohibition-returned', ({ state }) => state === 'returned'),
    one('prohibition-own', ({ state, next }) => state === 'entered' && next?.deed === 'verify'),
    one('prohibition-serve', ({ next }) => next?.deed === 'serve'),
    one('prohibition-certify', ({ next }) => next?.deed === 'certify'),
    one('prohibition-change', ({ next }) => next?.deed === 'decide_change'),
    one('prohibition-open', ({ next }) => next?.deed === 'learn_day'),
    {
      ...one('prohibition-end-earlier', ({ next }) => next?.deed === 'watch'),
      act: (page, language) => page.getByText(say(language, 'supervision:end.open')).click(),
    },
  ];
}
