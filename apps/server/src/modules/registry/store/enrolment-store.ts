import { type ExchangeMessage, exchangeMessages } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealers, sealersFor } from '../../../kernel/sealing.js';
import type { AskedPerson } from './ask-store.js';

export type EnrolmentMessage = ExchangeMessage<'enrolment.enrol'>;

/** Somebody enrolled, opened. */
export type Enrolment = {
  readonly id: string;
  readonly enrolledBy: string;
  readonly terms: Omit<EnrolmentMessage, 'person' | 'enrolledAt' | 'enrolmentId'>;
  readonly person: AskedPerson;
  readonly confirmedAt: Date | null;
};

const kind = 'registry.enrolment';
const shape = exchangeMessages['enrolment.enrol'];
const termsShape = shape.omit({ person: true, enrolledAt: true, enrolmentId: true });

/** Those who work with children, as the platform enrolled them. */
export function enrolmentStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const inForce = () => sql.selectFrom('registry.enrolment').where('state', '=', 'enrolled');

  const opened = async (ids: readonly string[], hold: boolean): Promise<Enrolment[]> => {
    const query = inForce()
      .select(['id', 'enrolledBy', 'terms', 'personSealed', 'dataKeyId', 'confirmedAt'])
      .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
      .orderBy('id');
    const rows = await (hold ? query.forUpdate() : query).execute();
    const sealers = await sealersFor(
      keys,
      transaction,
      rows.flatMap(({ dataKeyId }) => dataKeyId ?? []),
      kind,
    );
    return rows.flatMap(({ id, enrolledBy, terms, personSealed, dataKeyId, confirmedAt }) => {
      const sealer = dataKeyId === null ? undefined : sealers.get(dataKeyId);
      if (sealer === undefined || personSealed === null) return [];
      const person = shape.shape.person.parse(JSON.parse(sealer.open('person', id, personSealed)));
      return { id, enrolledBy, terms: termsShape.parse(terms), person, confirmedAt };
    });
  };

  return {
    /** Those of the ids that are in force. */
    byIds: (ids: readonly string[]) => opened(ids, false),
    /** The same, held in one order until the transaction ends. */
    lockAll: (ids: readonly string[]) => opened(ids, true),
    /** In which state these came before, in force or not. */
    known: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const rows = await sql
        .selectFrom('registry.enrolment')
        .select(['id', 'state'])
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute();
      return new Map(rows.map(({ id, state }) => [id, state]));
    },
    isAnyone: async (): Promise<boolean> => (await inForce().select('id').limit(1).executeTakeFirst()) !== undefined,
    count: async (): Promise<number> =>
      (
        await inForce()
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    /** The next ids in force, in their order; those of canaries where the index is loaded, and nowhere where anybody is counted. */
    idsAfter: async (after: string, limit: number, canaries: 'with-canaries' | 'people'): Promise<string[]> => {
      let query = inForce().select('id').where('id', '>', after);
      if (canaries === 'people') query = query.where('canary', '=', false);
      return (await query.orderBy('id').limit(limit).execute()).map(({ id }) => id);
    },
    /** The next people in force by id, with the terms that say what each may be compared with, and whether it was said that they are followed. */
    peopleAfter: async (after: string, limit: number) => {
      const rows = await inForce()
        .select(['id', 'terms', 'confirmedAt'])
        .where('id', '>', after)
        .where('canary', '=', false)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id, terms, confirmedAt }) => ({
        ...{ id, isConfirmed: confirmedAt !== null },
        terms: terms as Enrolment['terms'],
      }));
    },
    insert: async (enrolling: readonly { readonly enrolledBy: string; readonly body: EnrolmentMessage }[]) => {
      const sealers = await newSealers(keys, transaction, kind, kind, enrolling.length);
      const rows = enrolling.flatMap(
        ({ enrolledBy, body: { enrolmentId: id, person, enrolledAt: _, ...terms } }, at) => {
          const sealer = sealers[at];
          if (sealer === undefined) return [];
          return {
            ...{ id, enrolledBy, terms: JSON.stringify(terms), state: 'enrolled', receivedAt: now },
            canary: terms.canary === true,
            dataKeyId: sealer.dataKeyId,
            personSealed: sealer.seal('person', id, JSON.stringify(person)),
          };
        },
      );
      await sql.insertInto('registry.enrolment').values(rows).execute();
    },
    /** Notes the end of one that has not come: it then never begins. */
    insertEnded: async (id: string, enrolledBy: string) => {
      await sql
        .insertInto('registry.enrolment')
        .values({ id, enrolledBy, state: 'left', receivedAt: now, leftAt: now })
        .execute();
    },
    /** Ends these, and takes the sealed persons away; answers the data keys under which they were sealed. */
    leave: async (ids: readonly string[]): Promise<string[]> => {
      const rows = await inForce()
        .select(['id', 'dataKeyId'])
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute();
      await sql
        .updateTable('registry.enrolment')
        .set({ state: 'left', leftAt: now, personSealed: null, dataKeyId: null })
        .where(rawSql<boolean>`id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.flatMap(({ dataKeyId }) => dataKeyId ?? []);
    },
    confirm: async (ids: readonly string[]) => {
      await sql
        .updateTable('registry.enrolment')
        .set({ confirmedAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
    ...questionsOf(transaction),
  };
}

/** The questions that the registry puts to itself, and for whom. */
function questionsOf({ sql }: Transaction) {
  return {
    /** Lets a question speak for these too. */
    speakFor: async (askId: string, enrolmentIds: readonly string[]) => {
      await sql
        .insertInto('registry.enrolmentAsk')
        .values(enrolmentIds.map((enrolmentId) => ({ askId, enrolmentId })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /** For whom a question speaks: those still in force. */
    toldBy: async (askId: string): Promise<string[]> => {
      const rows = await sql
        .selectFrom('registry.enrolmentAsk')
        .innerJoin('registry.enrolment', 'registry.enrolment.id', 'registry.enrolmentAsk.enrolmentId')
        .select('enrolmentId')
        .where('askId', '=', askId)
        .where('state', '=', 'enrolled')
        .orderBy('enrolmentId')
        .execute();
      return rows.map(({ enrolmentId }) => enrolmentId);
    },
    /** The questions under way that speak for one. */
    underWay: async (enrolmentId: string): Promise<string[]> => {
      const rows = await sql
        .selectFrom('registry.enrolmentAsk')
        .innerJoin('registry.ask', 'registry.ask.id', 'registry.enrolmentAsk.askId')
        .select('askId')
        .where('enrolmentId', '=', enrolmentId)
        .where('registry.ask.state', '=', 'comparing')
        .execute();
      return rows.map(({ askId }) => askId);
    },
    /**
     * The data keys of ended questions that spoke for one of these and speak for nobody enrolled any more; but for those in which a record was
     * found, on which inquiries of units rest.
     */
    keysOfEnded: async (enrolmentIds: readonly string[]): Promise<string[]> => {
      const { rows } = await rawSql<{ dataKeyId: string }>`
        select distinct ask.data_key_id as "dataKeyId" from registry.enrolment_ask spoken
          join registry.ask ask on ask.id = spoken.ask_id
         where spoken.enrolment_id = any(${enrolmentIds}::uuid[]) and ask.monitoring
           and (ask.state = 'cancelled' or (ask.state = 'answered' and ask.outcome = 'no_record'))
           and not exists (select 1 from registry.enrolment_ask other
                             join registry.enrolment enrolled on enrolled.id = other.enrolment_id and enrolled.state = 'enrolled'
                            where other.ask_id = ask.id)`.execute(sql);
      return rows.map(({ dataKeyId }) => dataKeyId);
    },
    /**
     * Data keys that outlived what they are for, in a node that is older than their destruction: of enrolments that were left, and of questions
     * as `keysOfEnded` has them. For viewers who see every enrolment: to others each key would look left.
     */
    keysLeftBehind: async (limit: number): Promise<string[]> => {
      const { rows } = await rawSql<{ id: string }>`
        select key.id from kernel.data_key key
         where key.kind = ${kind} and key.destroyed_at is null
           and not exists (select 1 from registry.enrolment enrolled where enrolled.data_key_id = key.id)
        union
        select key.id from registry.ask ask join kernel.data_key key on key.id = ask.data_key_id and key.destroyed_at is null
         where ask.monitoring and (ask.state = 'cancelled' or (ask.state = 'answered' and ask.outcome = 'no_record'))
           and exists (select 1 from registry.enrolment_ask spoken where spoken.ask_id = ask.id)
           and not exists (select 1 from registry.enrolment_ask other
                             join registry.enrolment enrolled on enrolled.id = other.enrolment_id and enrolled.state = 'enrolled'
                            where other.ask_id = ask.id)
         limit ${limit}`.execute(sql);
      return rows.map(({ id }) => id);
    },
    /** Questions of the registry's own in which people compare one of these evidences now. */
    comparing: async (tokens: readonly Buffer[]): Promise<string[]> => {
      if (tokens.length === 0) return [];
      const { rows } = await rawSql<{ id: string }>`
        select distinct ask.id from registry.ask ask
          join registry.comparison comparison on comparison.ask_id = ask.id
          join registry.screening screening on screening.comparison_id = comparison.id
         where ask.monitoring and ask.state = 'comparing' and comparison.state in ('first', 'second', 'recheck')
           and screening.evidence_token = any(${tokens}::bytea[])
         order by ask.id`.execute(sql);
      return rows.map(({ id }) => id);
    },
    /** By enrolment, the tokens of what people compare or have compared for it; but for answers that were recalled since. */
    compared: async (enrolmentIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
      const { rows } = await rawSql<{ enrolmentId: string; token: Buffer }>`
        select spoken.enrolment_id, screening.evidence_token as token from registry.enrolment_ask spoken
          join registry.ask ask on ask.id = spoken.ask_id and ask.recalled_at is null and ask.state <> 'cancelled'
          join registry.comparison comparison on comparison.ask_id = ask.id and comparison.state <> 'cancelled'
          join registry.screening screening on screening.comparison_id = comparison.id
         where spoken.enrolment_id = any(${enrolmentIds}::uuid[]) and screening.evidence_token is not null`.execute(
        sql,
      );
      const byEnrolment = new Map<string, Set<string>>();
      for (const row of rows) {
        const tokens = byEnrolment.get(row.enrolmentId) ?? new Set();
        byEnrolment.set(row.enrolmentId, tokens.add(row.token.toString('hex')));
      }
      return byEnrolment;
    },
  };
}
