import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { OwnPage } from './own-page.js';

/** Of a P-256 key: 32 bytes in base64url. */
const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const InquiryParams = z.strictObject({ id: z.uuid() });

/**
 * Proofs of check: what a person may show another unit of an answer that was given. Where the law pack allows it; never instead of that
 * unit's own inquiry, which no proof opens, shortens or replaces.
 */
export const proofEndpoints = {
  request: endpoint({
    method: 'POST',
    path: '/api/proof-requests',
    access: 'inquiry:draft',
    summary: 'A request for a proof of check, signed for the own unit: what the person answers in their browser',
    body: z.strictObject({ postClass: z.string().min(1).max(60) }),
    answer: z.object({
      request: z.string(),
      audience: z.string(),
      nonce: z.string(),
      postClass: z.string(),
      expiresAt: z.iso.datetime(),
      validDays: z.number().int().describe('For how long a proof stands at most'),
    }),
    status: 201,
    journal: { act: 'inquiry.request-proof' },
    perMinute: 20,
  }),
  key: endpoint({
    method: 'GET',
    path: '/api/proof-key',
    access: 'public',
    summary: 'The public key under which this node signs proofs, requests and status lists',
    answer: z.object({ issuer: z.string(), publicKey: z.string().describe('Ed25519, 32 bytes in base64url') }),
    journal: { none: 'the public key of the node' },
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/proof-status/:id',
    access: 'public',
    summary:
      'A signed token status list: one bit for each of at least 100,000 entries, of which nobody can tell whose they are',
    params: InquiryParams,
    file: 'application/statuslist+jwt',
    journal: { none: 'one bit for each proof, no persons; who asks is nobody to us' },
  }),
  issue: endpoint({
    method: 'POST',
    path: '/api/own-page/inquiries/:id/proof',
    access: 'own-page',
    summary: 'A proof of check for the unit of a signed request, bound to a key that this browser has just made',
    params: InquiryParams,
    body: z.strictObject({
      request: z.string().trim().min(20).max(4000),
      holder: z.strictObject({ x: Coordinate, y: Coordinate }),
    }),
    answer: z.object({ proof: z.string(), expiresAt: z.iso.datetime() }),
    status: 201,
    journal: { act: 'inquiry.issue-proof' },
    perMinute: 10,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/own-page/inquiries/:id/withdraw-proofs',
    access: 'own-page',
    summary: 'Take back every proof that was given of an answer',
    params: InquiryParams,
    body: z.strictObject({}),
    answer: OwnPage,
    journal: { act: 'inquiry.withdraw-proof' },
    perMinute: 10,
  }),
};
