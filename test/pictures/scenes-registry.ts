import overviewWords from '../../apps/server/src/modules/registry/views/overview-words.json' with { type: 'json' };
import type { makeChecks } from './checks.js';
import type { makeRegistryWork } from './registry-work.js';
import { press, type Scene, inTurn } from './scene.js';

type Pairs = Awaited<ReturnType<typeof makeChecks>>['pairs'];
type Work = Awaited<ReturnType<typeof makeRegistryWork>>;

/** The answering index takes minutes to load: two million records after a restore. */
const indexLoading: NonNullable<Scene['server']> = {
  address: '/api/registry/overview',
  does: 'change',
  adds: {
    figures: Object.entries({ indexLoaded: 34, effectiveRecords: 2_000_000, waitingRecords: 12, silentSources: 0 }).map(
      ([id, value]) => ({ id, value, words: overviewWords.figures[id as keyof typeof overviewWords.figures] }),
    ),
  },
};

/** What the registrar meets. */
export function registrarScenes(work: Work, merges: { readonly mergedId: string }): Scene[] {
  return [
    { name: 'home-registrar', path: '/' },
    { name: 'home-index-loading', path: '/', server: indexLoading },
    { name: 'sources', path: '/registry/sources' },
    { name: 'sources-empty', path: '/registry/sources', server: { address: '/api/registry/sources', does: 'empty' } },
    { name: 'sources-nothing-new', path: '/registry/sources', act: press('registry:sources.nothingNew') },
    { name: 'sources-counts', path: '/registry/sources', act: press('registry:sources.counts') },
    { name: 'desk', path: '/registry/desk' },
    { name: 'desk-empty', path: '/registry/desk', server: { address: '/api/registry/desk', does: 'empty' } },
    { name: 'lags', path: '/registry/lags' },
    { name: 'lags-empty', path: '/registry/lags', server: { address: '/api/registry/entry-lags*', does: 'empty' } },
    { name: 'imports', path: '/registry/imports' },
    { name: 'imports-empty', path: '/registry/imports', server: { address: '/api/registry/imports*', does: 'empty' } },
    { name: 'import-new', path: '/registry/imports/new' },
    { name: 'import-uploaded', path: `/registry/imports/${work.uploadedId}` },
    { name: 'import-checked', path: `/registry/imports/${work.checkedId}` },
    { name: 'import-entered', path: `/registry/imports/${work.enteredId}` },
    { name: 'import-changes', path: `/registry/imports/${work.changesId}` },
    { name: 'find-person', path: '/registry/persons' },
    { name: 'find-person-problems', path: '/registry/persons', act: press('registry:find.act') },
    { name: 'person', path: `/registry/persons/${work.personId}?purpose=verification` },
    { name: 'person-merged', path: `/registry/persons/${merges.mergedId}?purpose=verification` },
    {
      name: 'person-merged-undo',
      path: `/registry/persons/${merges.mergedId}?purpose=verification`,
      act: press('registry:merges.undo'),
    },
    {
      name: 'person-propose',
      path: `/registry/persons/${work.personId}?purpose=verification`,
      act: press('registry:propose.correct'),
    },
    { name: 'proposals-own', path: '/registry/proposals' },
  ];
}

/** What the second person meets. */
export function verifierScenes(recordId: string): Scene[] {
  return [
    { name: 'home-verifier', path: '/' },
    { name: 'verifications', path: '/registry/verifications' },
    {
      name: 'verifications-empty',
      path: '/registry/verifications',
      server: { address: '/api/registry/verifications*', does: 'empty' },
    },
    { name: 'verification', path: `/registry/verifications/${recordId}` },
    { name: 'verification-return', path: `/registry/verifications/${recordId}`, act: press('registry:verify.return') },
    { name: 'verification-gone', path: '/registry/verifications/00000000-0000-4000-8000-000000000000' },
    { name: 'proposals', path: '/registry/proposals' },
    {
      name: 'proposals-empty',
      path: '/registry/proposals',
      server: { address: '/api/registry/proposals*', does: 'empty' },
    },
  ];
}

/** What those who compare meet of persons on record twice. */
export function mergeScenes(mergeId: string): Scene[] {
  const list = '/registry/merges';
  return [
    { name: 'merges', path: list },
    { name: 'merges-empty', path: list, server: { address: '/api/registry/merges*', does: 'empty' } },
    { name: 'merge', path: `${list}/${mergeId}` },
    { name: 'merge-gone', path: `${list}/00000000-0000-4000-8000-000000000000` },
  ];
}

/** What those who compare meet, each at their own turn. */
export function comparerScenes(account: 'comparer' | 'comparer-2' | 'recheck', pairs: Pairs): Scene[] {
  const pair = { comparer: pairs.first, 'comparer-2': pairs.second, recheck: pairs.third }[account];
  const misused =
    account === 'comparer' ? [{ name: 'comparison-misused', path: `/registry/comparisons/${pairs.misused}` }] : [];
  const path = `/registry/comparisons/${pair}`;
  const list = '/registry/comparisons';
  return [
    { name: `home-${account}`, path: '/' },
    { name: `comparisons-${account}`, path: list },
    {
      name: `comparisons-${account}-empty`,
      path: list,
      server: { address: '/api/registry/comparisons*', does: 'empty' },
    },
    { name: `comparison-${account}`, path },
    { name: `comparison-${account}-numbers`, path, act: press('registry:numbers.show') },
    {
      name: `comparison-${account}-claimed`,
      path,
      act: async (page) => {
        const answers = page.getByRole('radio').first();
        const claim = page.locator('main .ant-btn-primary').first();
        await claim.or(answers).first().waitFor();
        if (!(await answers.isVisible())) await claim.click();
        // The window of the other language may have claimed it meanwhile.
        await answers.or(page.getByRole('alert')).first().waitFor();
        if (!(await answers.isVisible())) await page.reload();
        await answers.waitFor();
      },
    },
    { name: `comparison-${account}-problems`, path, act: inTurn(press('registry:compare.send')) },
    {
      name: `comparison-${account}-loading`,
      path,
      server: { address: '/api/registry/comparisons/*', does: 'hang' },
    },
    ...misused,
  ];
}
