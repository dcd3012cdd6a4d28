import type { ConsentPage } from '@gatehouse/contract';
import { answerText } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { organisationName, type Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { decisionOf, momentInWords } from '../rules/decision.js';
import { answerStore } from '../store/answer-store.js';
import type { Application } from '../store/application-store.js';
import { toldStore } from '../store/told-store.js';

/** The person hears of a record before the unit does, and of everything else with it (decision A7). */
export async function toldResult(
  { kernel, doors }: Platform,
  transaction: Transaction,
  row: Application,
): Promise<ConsentPage['result']> {
  const { law } = doors;
  if (row.releasedAt !== null) {
    const decision = await toldStore(kernel.keys, transaction).openDecision(row);
    if (decision === undefined) return undefined;
    const objectUntil = endOf(law, 'objection_window', row.releasedAt).toISOString();
    // The sentence of the decision speaks to whoever would hire or employ.
    const isFound = decision.outcome === 'record_found';
    const sentence = isFound ? answerText(law.pack, 'record_found_person', {}) : decision.validity;
    return { decision, sentence, objectUntil };
  }
  const answers = answerStore(kernel.keys, transaction);
  const answer = await answers.toldFirst(row.id);
  const body = answer === undefined ? undefined : await answers.openBody(answer, row.dataKeyId);
  if (answer?.leavesFrom === undefined || answer.leavesFrom === null || body === undefined) return undefined;
  const authority = row.reviewerId === null ? undefined : await doors.organisation(transaction, row.reviewerId);
  return {
    decision: decisionOf(law, body, row),
    sentence: answerText(law.pack, 'person_told', {
      until: momentInWords(answer.leavesFrom),
      contact: organisationName(authority),
    }),
    objectUntil: answer.leavesFrom.toISOString(),
  };
}
