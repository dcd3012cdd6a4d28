import type { ExchangeMessage } from '@gatehouse/contract';
import { sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type { InquiryAnswerTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { type AnswerState, type AnswerVerb, answerStep } from '../rules/states.js';
import { sealerOf, sealPadded } from './person-sealing.js';

export type Answer = Omit<Selectable<InquiryAnswerTable>, 'state'> & { readonly state: AnswerState };
type AnswerBody = ExchangeMessage<'inquiry.answer'>;

/** One step of an answer. */
type Step = { readonly answer: Answer; readonly verb: AnswerVerb; readonly state: AnswerState };

const table = 'inquiry.answer';

/** The registry's side of the questions; only the node's own work has rows here. */
export function answerStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const append = async (taken: readonly Step[]): Promise<void> => {
    await rawSql`
      insert into inquiry.answer_action (id, application_id, sequence, verb, state, at)
      select step.id, step.application_id, coalesce(before.sequence, 0) + 1, step.verb, step.state, ${now}
        from unnest(${taken.map(() => newId())}::uuid[], ${taken.map(({ answer }) => answer.applicationId)}::uuid[],
                    ${taken.map(({ verb }) => verb)}::text[], ${taken.map(({ state }) => state)}::text[])
               as step (id, application_id, verb, state)
        left join lateral (
          select max(sequence) as sequence from inquiry.answer_action as earlier
           where earlier.application_id = step.application_id
        ) as before on true`.execute(sql);
  };
  const move = async (answers: readonly Answer[], verb: AnswerVerb): Promise<void> => {
    const taken = answers.flatMap((answer) => {
      const state = answerStep(answer.state, verb);
      return state === undefined ? [] : [{ answer, verb, state }];
    });
    if (taken.length === 0) return;
    await rawSql`
      update inquiry.answer as answer set state = given.state
        from unnest(${taken.map(({ answer }) => answer.applicationId)}::uuid[], ${taken.map(({ state }) => state)}::text[])
               as given (application_id, state)
       where answer.application_id = given.application_id`.execute(sql);
    await append(taken);
  };
  return {
    /** Begins to wait for answers: pairs of inquiry and question. */
    startMany: async (questions: readonly (readonly [string, string])[]): Promise<void> => {
      if (questions.length === 0) return;
      await sql
        .insertInto('inquiry.answer')
        .values(questions.map(([applicationId, askId]) => ({ applicationId, askId, state: 'WAITING', askedAt: now })))
        .execute();
      // The first step of each: a question is begun once.
      await sql
        .insertInto('inquiry.answerAction')
        .values(
          questions.map(([applicationId]) => ({
            id: newId(),
            applicationId,
            sequence: 1,
            verb: 'ask',
            state: 'WAITING',
            at: now,
          })),
        )
        .execute();
    },
    /** Answers to these questions, held in one order. */
    byAskIds: async (askIds: readonly string[]): Promise<Answer[]> =>
      (await sql
        .selectFrom('inquiry.answer')
        .selectAll()
        .where(rawSql<boolean>`ask_id = any(${askIds}::uuid[])`)
        .orderBy('applicationId')
        .forUpdate()
        .execute()) as Answer[],
    /** Answers about these inquiries, held in one order. */
    byApplications: async (applicationIds: readonly string[]): Promise<Answer[]> =>
      (await sql
        .selectFrom('inquiry.answer')
        .selectAll()
        .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
        .orderBy('applicationId')
        .forUpdate()
        .execute()) as Answer[],
    byApplication: async (applicationId: string): Promise<Answer | undefined> =>
      (await sql
        .selectFrom('inquiry.answer')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .forUpdate()
        .executeTakeFirst()) as Answer | undefined,
    /** The answer as the person may see it before the unit does: only once they were told. */
    toldFirst: async (applicationId: string): Promise<Answer | undefined> =>
      (await sql
        .selectFrom('inquiry.answer')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .where('toldAt', 'is not', null)
        .executeTakeFirst()) as Answer | undefined,
    /** Takes the answer one step on; false where the step does not fit and nothing was done. */
    advance: async (
      answer: Answer,
      verb: AnswerVerb,
      changes: Omit<Updateable<InquiryAnswerTable>, 'state'> = {},
    ): Promise<boolean> => {
      const state = answerStep(answer.state, verb);
      if (state === undefined) return false;
      await sql
        .updateTable('inquiry.answer')
        .set({ ...changes, state })
        .where('applicationId', '=', answer.applicationId)
        .execute();
      await append([{ answer, verb, state }]);
      return true;
    },
    /** Keeps what has arrived, in two statements however many they are. @returns the inquiries whose answer was kept */
    arrive: async (
      arriving: readonly { readonly answer: Answer; readonly verb: AnswerVerb; readonly body: Buffer }[],
    ): Promise<ReadonlySet<string>> => {
      const taken = arriving.flatMap((one) => {
        const state = answerStep(one.answer.state, one.verb);
        return state === undefined ? [] : [{ ...one, state }];
      });
      if (taken.length === 0) return new Set();
      await rawSql`
        update inquiry.answer as answer
           set body = given.body, state = given.state, answered_at = ${now}, leaves_from = ${now}, silence_told_at = null
          from unnest(${taken.map(({ answer }) => answer.applicationId)}::uuid[], ${taken.map(({ body }) => body)}::bytea[],
                      ${taken.map(({ state }) => state)}::text[]) as given (application_id, body, state)
         where answer.application_id = given.application_id`.execute(sql);
      await append(taken);
      return new Set(taken.map(({ answer }) => answer.applicationId));
    },
    /** Remembers that answers to these questions are void, also those that have not come yet. */
    noteVoid: async (askIds: readonly string[]): Promise<void> => {
      if (askIds.length === 0) return;
      await sql
        .insertInto('inquiry.voidedQuestion')
        .values([...new Set(askIds)].map((askId) => ({ askId, at: now })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    isVoid: async (askId: string): Promise<boolean> =>
      (await sql.selectFrom('inquiry.voidedQuestion').select('askId').where('askId', '=', askId).executeTakeFirst()) !==
      undefined,
    /** Answers that leave with their release. */
    release: (leaving: readonly Answer[]) => move(leaving, 'release'),
    /** Answers that were told and are void. */
    recall: (told: readonly Answer[]) => move(told, 'recall'),
    /** Puts questions anew, each under another id: what comes to the old one is to nobody. */
    askAnew: async (questions: readonly { readonly answer: Answer; readonly askId: string }[]): Promise<void> => {
      for (const { answer, askId } of questions) {
        const state = answerStep(answer.state, 'ask-anew');
        if (state === undefined) throw new Error(`an answer that is ${answer.state} is not asked for anew`);
        const nothing = { body: null, answeredAt: null, leavesFrom: null, toldAt: null, silenceToldAt: null };
        await sql
          .updateTable('inquiry.answer')
          .set({ ...nothing, askId, state, askedAt: now })
          .where('applicationId', '=', answer.applicationId)
          .execute();
        await append([{ answer, verb: 'ask-anew', state }]);
      }
    },
    markSilenceTold: async (applicationId: string): Promise<void> => {
      await sql
        .updateTable('inquiry.answer')
        .set({ silenceToldAt: now })
        .where('applicationId', '=', applicationId)
        .execute();
    },
    /** Answered rows that may leave now, oldest first; each window takes them in chunks. */
    leaving: async (urgent: boolean, until: Date, limit: number): Promise<string[]> => {
      const rows = await sql
        .selectFrom('inquiry.answer as answer')
        .innerJoin('inquiry.application as application', 'application.id', 'answer.applicationId')
        .select('answer.applicationId')
        .where('application.state', '=', 'ASKING')
        .where('application.urgent', '=', urgent)
        .where('answer.state', 'in', ['NO_RECORD', 'RECORD_FOUND', 'SOURCE_SILENT', 'PERSON_TOLD'])
        .where('answer.leavesFrom', '<=', until)
        .where((where) =>
          where.or([where('answer.state', '<>', 'SOURCE_SILENT'), where('answer.silenceToldAt', 'is', null)]),
        )
        .orderBy('answer.leavesFrom')
        .orderBy('answer.applicationId')
        .limit(limit)
        .execute();
      return rows.map((row) => row.applicationId);
    },
    sealBody: async (answer: Answer, dataKeyId: string, body: AnswerBody): Promise<Buffer> =>
      sealPadded(await sealerOf(keys, transaction, dataKeyId, table), 'body', answer.applicationId, body),
    openBody: async (answer: Answer, dataKeyId: string): Promise<AnswerBody | undefined> => {
      if (answer.body === null) return undefined;
      const sealer = await sealerOf(keys, transaction, dataKeyId, table);
      return JSON.parse(sealer.open('body', answer.applicationId, answer.body)) as AnswerBody;
    },
  };
}
