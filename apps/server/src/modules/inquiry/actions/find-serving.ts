import type { ExchangeMessage } from '@gatehouse/contract';
import { purposeRequirements } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { dueIn } from '../rules/clocks.js';
import { step } from '../rules/states.js';
import { answerStore } from '../store/answer-store.js';
import { applicationStore } from '../store/application-store.js';
import { chainsOf, documentTokens, newPersonSealer, type SealedPerson, sealPerson } from '../store/person-sealing.js';
import { findAuthority } from './find-authority.js';
import { unitById } from './write-draft.js';

/** Somebody who serves at a unit, and the answer of the registry about them, which nobody asked for. */
export type FoundServing = {
  readonly unitId: string;
  readonly purpose: string;
  readonly postClass: string;
  readonly employmentForm: string;
  /** The first day of their employment. */
  readonly startDate: string;
  /** As the unit holds them. */
  readonly person: SealedPerson;
  readonly answer: Omit<ExchangeMessage<'enrolment.found'>, 'enrolmentId'>;
};

/**
 * Opens an inquiry about somebody who serves, answered already: in the act that notes the message as received. Nobody sees it before the
 * release, which a job does at once, and from then on it is an inquiry like any other: order, notice, objection, recall, settlement.
 * Who reviews is found as for a question of the unit: the next authority up where the person heads or sponsors it (decision A7).
 * @returns the inquiry; undefined where the answer was recalled before it came
 */
export async function findServing(
  platform: Platform,
  context: ActContext,
  found: FoundServing,
): Promise<string | undefined> {
  const { doors, kernel } = platform;
  if (await answerStore(kernel.keys, context).isVoid(found.answer.askId)) return undefined;
  const id = newId();
  const unit = await unitById(context, platform, found.unitId);
  const { purpose, postClass, person } = found;
  const required = purposeRequirements(doors.law.pack, purpose, postClass, unit.unitType, context.now);
  const authority = await findAuthority(doors, context, unit, required.reviewedBy, required.reviewLevel);
  const next = step('NONE', 'find', {
    ...{ problems: 0, permission: required.permission, standing: 'serving', permitted: false, identityProven: false },
    ...{ hasAuthority: authority.reviewerId !== null, draftedBy: undefined, answer: 'RECORD_FOUND' },
  });
  if (!next.ok) return refuse(next.code);
  const sealer = await newPersonSealer(kernel.keys, context);
  const store = applicationStore(context);
  const row = await store.insert(
    {
      id,
      unitId: unit.id,
      unitType: unit.unitType,
      divisionCode: unit.divisionCode,
      ...authority,
      draftedBy: null,
      monitored: true,
      dataKeyId: sealer.dataKeyId,
      person: sealPerson(sealer, id, person),
      purpose,
      postClass,
      employmentForm: found.employmentForm,
      startDate: found.startDate,
      standing: 'serving',
      permission: required.permission,
      legalBases: required.legalBases,
      submittedAt: context.now,
      askedAt: context.now,
      dueAt: dueIn(doors.law, next.state, 'serving', context.now),
    },
    next.state,
  );
  await store.append(id, 1, {
    verb: 'find',
    state: next.state,
    actor: viewerName(context.viewer),
    organisationId: null,
  });
  const tokens = documentTokens(kernel.keys, person.documents);
  await store.addTokens(id, tokens.stored);
  await keepAnswer(platform, context, row, found.answer);
  await context.enqueue('inquiry.release-priority', { inquiryIds: [id] });
  await context.record(
    {
      object: { kind: 'inquiry', id },
      subjects: tokens.subjects,
      chains: chainsOf(kernel.keys, person),
      purpose,
      authority: required.legalBases.join(', '),
      details: { lawPack: doors.law.hash },
    },
    'inquiry.find-serving',
  );
  return id;
}

async function keepAnswer(
  { kernel: { keys } }: Platform,
  context: ActContext,
  row: { readonly id: string; readonly dataKeyId: string },
  { foundAt, ...told }: FoundServing['answer'],
): Promise<void> {
  const answers = answerStore(keys, context);
  await answers.startMany([[row.id, told.askId]]);
  const answer = await answers.byApplication(row.id);
  if (answer === undefined) throw new Error('an answer that was just begun is not there');
  const outcome = 'record_found' as const;
  const body = await answers.sealBody(answer, row.dataKeyId, { ...told, outcome, answeredAt: foundAt });
  await answers.arrive([{ answer, verb: 'answer-record-found', body }]);
}
