import { inPerson, visitProvider } from '../../harness/identity-provider.js';
import { inventedNumber } from '../../harness/registry-world.js';
import type { GoodCalls } from './story.js';

const person = { name: '钱己', id_number: inventedNumber('19870708', 301) };

/** The way to the own page without a desk. */
export const identityCalls: GoodCalls = {
  'GET /api/own-page/ways': () => ({ by: 'public' }),
  'POST /api/own-page/identity/begin': ({ kept }) => ({
    by: 'public',
    body: {},
    keep: ({ json }) => void (kept.way = json),
  }),
  'POST /api/own-page/identity': async ({ kept, world }) => {
    world.provider?.become({ subject: 'somebody', acr: inPerson, person });
    const { address, attempt } = kept.way as { address: string; attempt: string };
    const body = { attempt, query: await visitProvider(address) };
    return { by: { visitor: 'by identity' }, actor: 'system:own-page', body };
  },
};
