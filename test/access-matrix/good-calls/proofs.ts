import { listUriOf } from '@gatehouse/credential';
import type { GoodCalls } from './story.js';

const clerk = { login: 'clerk' } as const;
const visitor = { visitor: 'own' } as const;

/** A public key of a browser, as it is sent. */
const holder = { x: 'A'.repeat(43), y: 'B'.repeat(43) };

/** A proof of the answer for a unit that asked, and what anybody needs to verify it. */
export const proofCalls: GoodCalls = {
  'POST /api/proof-requests': ({ kept }) => ({
    by: clerk,
    body: { postClass: 'teacher' },
    keep: ({ json }) => void (kept.proofRequest = json.request),
  }),
  'POST /api/own-page/inquiries/:id/proof': ({ kept }) => ({
    by: visitor,
    params: { id: kept.own.id },
    body: { request: kept.proofRequest, holder },
    keep: ({ json }) => void (kept.proof = json.proof),
  }),
  'GET /api/proof-key': () => ({ by: 'public' }),
  'GET /api/proof-status/:id': ({ kept }) => ({
    by: 'public',
    params: { id: listUriOf(kept.proof)?.split('/').at(-1) ?? '' },
  }),
  'POST /api/own-page/inquiries/:id/withdraw-proofs': ({ kept }) => ({
    by: visitor,
    params: { id: kept.own.id },
    body: {},
  }),
};
