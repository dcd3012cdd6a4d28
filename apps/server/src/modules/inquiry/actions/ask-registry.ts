import { type ExchangeMessage, heldByUnit } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentExpired } from '../rules/clocks.js';
import { answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { chainsOf, documentTokens, openPersons, type SealedPerson } from '../store/person-sealing.js';
import { advanceMany } from './advance-many.js';

/** Questions of one act: they are put into the outbox together or not at all. */
const together = 100;

/**
 * Asks the registry about approved inquiries, each once: a second run of the job finds them asked, one withdrawn meanwhile
 * is never asked (A19), and one whose consent ran out goes back to the unit.
 */
export async function askRegistry(platform: Platform, inquiryIds: readonly string[]): Promise<void> {
  for (let from = 0; from < inquiryIds.length; from += together)
    await workTogether(inquiryIds.slice(from, from + together), (ids) => askTogether(platform, ids));
}

async function askTogether(platform: Platform, inquiryIds: readonly string[]): Promise<void> {
  const { kernel, doors } = platform;
  await act(kernel, systemViewer('exchange'), 'inquiry.ask', async (context) => {
    const rows = await applicationStore(context).heldByIds(inquiryIds);
    const persons = await openPersons(kernel.keys, context, rows);
    const approved = rows.filter((row) => row.state === 'APPROVED' && persons.has(row.id));
    const lapsed = approved.filter((row) => consentExpired(doors.law, row, context.now));
    const fit = approved.filter((row) => !lapsed.includes(row));
    await sendBack(context, platform, lapsed);
    const asked = await advanceMany(context, doors, fit, 'ask', () => ({ changes: { askedAt: context.now } }));
    const questions = asked.moved.flatMap((row) => {
      const person = persons.get(row.id);
      return person === undefined ? [] : [{ row, person, askId: newId() }];
    });
    await answerStore(kernel.keys, context).startMany(questions.map(({ row, askId }) => [row.id, askId]));
    await doors.sendToRegistry(
      context,
      'inquiry.ask',
      questions.map(({ row, askId, person }) => questionOf(row, person, askId, context.now)),
    );
    for (const { row, person } of questions)
      await context.record({
        object: { kind: 'inquiry', id: row.id },
        subjects: documentTokens(kernel.keys, person.documents).subjects,
        chains: chainsOf(kernel.keys, person),
        purpose: row.purpose,
        authority: row.legalBases.join(', '),
        details: { asked: true, lawPack: doors.law.hash },
      });
    const asking = new Set(asked.moved.map(({ id }) => id));
    for (const id of inquiryIds)
      if (!asking.has(id)) await context.record({ object: { kind: 'inquiry', id }, details: { asked: false } });
  });
}

/** Between approval and question the consent ran out: the unit has to ask the person anew. */
async function sendBack(context: ActContext, { doors }: Platform, lapsed: readonly Application[]): Promise<void> {
  const returned = JSON.stringify({ reasons: ['consent-expired'], words: '', at: context.now.toISOString() });
  await advanceMany(context, doors, lapsed, 'lapse', () => ({ changes: { returned } }));
}

type Question = ExchangeMessage<'inquiry.ask'>;

/** The question about an inquiry, as it crosses. */
export function questionOf(row: Application, person: SealedPerson, askId: string, askedAt: Date): Question {
  const { name, formerNames, sex, birthDate, nationality, documents } = person;
  return {
    askId,
    purpose: row.purpose,
    personClass: row.standing,
    postClass: row.postClass,
    unitType: row.unitType,
    divisionCode: row.divisionCode,
    legalBases: [...row.legalBases],
    urgent: row.urgent,
    // Nobody proved anew who somebody found while serving is: they are as their unit holds them.
    identityProof: row.identityProof ?? heldByUnit,
    person: {
      name,
      formerNames: [...formerNames],
      ...(sex === 'male' || sex === 'female' ? { sex } : {}),
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(nationality === undefined ? {} : { nationality }),
      documents: documents as Question['person']['documents'],
    },
    askedAt: askedAt.toISOString(),
  };
}
