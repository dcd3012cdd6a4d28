import type { ExchangeMessage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { documentTokens, openPersons, type SealedPerson } from '../store/person-sealing.js';
import { advance } from './advance.js';

/**
 * Asks the registry about an approved inquiry, once: a second run of the job finds it asked, and one withdrawn meanwhile is
 * never asked (A19).
 */
export async function askRegistry(platform: Platform, inquiryId: string): Promise<void> {
  const { kernel, doors } = platform;
  await act(kernel, systemViewer('exchange'), 'inquiry.ask', async (context) => {
    const row = await applicationStore(context).byId(inquiryId);
    const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
    if (row.state !== 'APPROVED' || person === undefined) {
      await context.record({ object: { kind: 'inquiry', id: inquiryId }, details: { asked: false } });
      return;
    }
    const askId = newId();
    await advance(context, doors, row, 'ask', { changes: { askedAt: context.now } });
    await answerStore(kernel.keys, context).start(row.id, askId);
    await doors.sendToRegistry(context, 'inquiry.ask', questionOf(row, person, askId, context.now));
    await context.record({
      object: { kind: 'inquiry', id: inquiryId },
      subjects: documentTokens(kernel.keys, person.documents).subjects,
      purpose: row.purpose,
      authority: row.legalBases.join(', '),
      details: { asked: true, lawPack: doors.law.hash },
    });
  });
}

type Question = ExchangeMessage<'inquiry.ask'>;

function questionOf(row: Application, person: SealedPerson, askId: string, askedAt: Date): Question {
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
    identityProof: row.identityProof ?? '',
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
