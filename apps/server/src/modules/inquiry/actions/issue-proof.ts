import { randomBytes, randomInt } from 'node:crypto';
import type { AnswerOf, OwnPage, proofEndpoints, RequestOf } from '@gatehouse/contract';
import { issueProof, type ProofRequest, readRequest } from '@gatehouse/credential';
import { proofTerms } from '@gatehouse/law';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { listRules, proofEnds, unitOfAudience } from '../rules/proof.js';
import type { Application } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { type Proof, proofStore } from '../store/proof-store.js';
import { ownPage, ownRows } from '../views/own-page.js';
import { ownVisit } from './own-visit.js';
import { proofGround } from '../views/proof-ground.js';
import { addressOfList, keyOfProofs } from './status-list.js';

type Endpoints = typeof proofEndpoints;

/**
 * Gives the person, whose identity a desk has proven, a proof of an answer for the unit of a request. A proof given to that unit before is
 * to be asked again of from now on: there is one.
 * @throws DomainError `proof-request-unfit`; `proof-not-for-this` where the answer does not bear one, or the post is another
 */
export async function giveProof(
  platform: Platform,
  viewer: Viewer,
  inquiryId: string,
  { request: asked, holder }: RequestOf<Endpoints['issue']>['body'],
): Promise<AnswerOf<Endpoints['issue']>> {
  const { kernel, doors } = platform;
  return act(kernel, viewer, 'inquiry.issue-proof', async (context) => {
    const row = await ownRow(platform, context, inquiryId);
    const key = keyOfProofs(kernel.keys);
    const request = readRequest(asked, key.publicKey, context.now) ?? refuse('proof-request-unfit');
    const verifierId = await verifierOf(platform, context, request);
    const ground = await proofGround(kernel.keys, context, row);
    const expiresAt = proofEnds(ground, proofTerms(doors.law.pack, doors.law.settings), context.now);
    if (expiresAt === undefined || ground.decision === undefined || row.postClass !== request.postClass)
      return refuse('proof-not-for-this');
    const proof = await placed(context, { applicationId: row.id, verifierId, expiresAt });
    const person = (await openPersons(kernel.keys, context, [row])).get(row.id) ?? refuse('not-found');
    await context.record({
      object: { kind: 'inquiry', id: row.id },
      details: { verifier: verifierId, until: expiresAt.toISOString() },
    });
    const facts = {
      issuer: doors.publicAddress,
      audience: request.audience,
      name: person.name,
      maskedNumber: maskDocumentNumber(person.documents[0]?.number ?? ''),
      postClass: row.postClass,
      asOf: new Date(ground.decision.dataAsOf),
      issuedAt: context.now,
      expiresAt,
      holder: { kty: 'EC', crv: 'P-256', ...holder } as const,
      listUri: addressOfList(doors, proof.listId),
      listIndex: proof.listIndex,
    };
    return { proof: await issueProof(facts, randomBytes, key.sign), expiresAt: expiresAt.toISOString() };
  });
}

/** Takes back every proof of an answer: whoever was shown one has to ask again, and is told no cause. */
export async function withdrawProofs(platform: Platform, viewer: Viewer, inquiryId: string): Promise<OwnPage> {
  return act(platform.kernel, viewer, 'inquiry.withdraw-proof', async (context) => {
    const row = await ownRow(platform, context, inquiryId);
    const given = (await proofStore(context).standing()).filter(({ applicationId }) => applicationId === row.id);
    await proofStore(context).askAgain(given.map(({ id }) => id));
    await context.record({ object: { kind: 'inquiry', id: row.id }, details: { proofs: given.length } });
    return ownPage(platform, context, await ownVisit(context));
  });
}

async function ownRow({ kernel }: Platform, context: ActContext, inquiryId: string): Promise<Application> {
  const { code } = await ownVisit(context);
  return (await ownRows(kernel.keys, context, code)).find(({ id }) => id === inquiryId) ?? refuse('not-found');
}

/** The unit behind a request: the node signed for it, and it is still there. */
async function verifierOf({ doors }: Platform, context: ActContext, { audience }: ProofRequest): Promise<string> {
  const unitId = unitOfAudience(audience);
  const unit = unitId === undefined ? undefined : await doors.organisation(context, unitId);
  return unit?.kind === 'unit' ? unit.id : refuse('proof-request-unfit');
}

/** Draws a place that nothing leads to, until one is free. */
async function placed(
  context: ActContext,
  proof: Pick<Proof, 'applicationId' | 'verifierId' | 'expiresAt'>,
): Promise<Pick<Proof, 'listId' | 'listIndex'>> {
  const store = proofStore(context);
  const before = (await store.standing()).filter(
    ({ applicationId, verifierId }) => applicationId === proof.applicationId && verifierId === proof.verifierId,
  );
  await store.askAgain(before.map(({ id }) => id));
  const { id: listId, size } = await store.newestList();
  for (let draw = 0; draw < listRules.draws; draw += 1) {
    const place = { listId, listIndex: randomInt(size) };
    if (await store.insert({ id: newId(), ...proof, ...place })) return place;
  }
  throw new Error('a status list has no place left: the sweep begins the next one');
}
