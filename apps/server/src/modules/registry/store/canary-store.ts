import { randomBytes } from 'node:crypto';
import { canaryPerson } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { CanaryWayRow } from '../rules/canary.js';
import { personSealing } from './person-store.js';
import { randomDocumentToken } from './tokens.js';

/** A code that no declared source can have. */
const sourceCode = '~canary';

/** The ways of canaries, and the one on record. */
export function canaryStore({ sql, now }: Transaction) {
  return {
    ways: (): Promise<CanaryWayRow[]> =>
      sql
        .selectFrom('registry.canaryWay')
        .selectAll()
        .orderBy('askedBy')
        .orderBy('path')
        .$castTo<CanaryWayRow>()
        .execute(),
    /** A canary came by this way. */
    received: async (askedBy: string, path: CanaryWayRow['path']) => {
      await sql
        .insertInto('registry.canaryWay')
        .values({ askedBy, path, beganAt: now, lastReceivedAt: now })
        .onConflict((conflict) => conflict.columns(['askedBy', 'path']).doUpdateSet({ lastReceivedAt: now }))
        .execute();
    },
    /** One that came by this way stands on the desk. @returns since when the way was said to be silent until now */
    arrived: async (askedBy: string, path: CanaryWayRow['path']): Promise<Date | null> => {
      const way = () => sql.selectFrom('registry.canaryWay').where('askedBy', '=', askedBy).where('path', '=', path);
      const before = await way().select('silentSince').forUpdate().executeTakeFirst();
      await sql
        .updateTable('registry.canaryWay')
        .set({ lastArrivedAt: now, silentSince: null })
        .where('askedBy', '=', askedBy)
        .where('path', '=', path)
        .execute();
      return before?.silentSince ?? null;
    },
    /** Says once that a way is silent. @returns whether this was the first to say it */
    fellSilent: async ({ askedBy, path }: CanaryWayRow, since: Date): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('registry.canaryWay')
        .set({ silentSince: since })
        .where('askedBy', '=', askedBy)
        .where('path', '=', path)
        .where('silentSince', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    onRecord: async (): Promise<string | undefined> =>
      (await sql.selectFrom('registry.record').select('id').where('canary', '=', true).executeTakeFirst())?.id,
  };
}

/**
 * Puts the canary on record: a person, a name, a number and a record of its own, sealed as all are. Its number has a random token, so that
 * it is found by nobody's number and keeps none from being entered.
 * @returns the record
 */
export async function makeCanary(keys: KeyRing, transaction: Transaction): Promise<string> {
  const { sql, now } = transaction;
  const sealer = await newSealer(keys, transaction, 'registry.person', personSealing);
  const [sourceId, personId, nameId, documentId, recordId] = [newId(), newId(), newId(), newId(), newId()];
  const { name, documents } = canaryPerson;
  const [document] = documents;
  if (document === undefined) throw new Error('the canary has no document');
  const words = { nameEn: 'Canary of the registry', nameZh: '信息库探测样本' };
  await sql
    .insertInto('registry.source')
    .values({
      ...{ id: sourceId, code: sourceCode, ...words, kind: 'local_database', querySource: sourceCode },
      ...{ freshHours: 1, declaredAt: now, canary: true },
    })
    .execute();
  await sql
    .insertInto('registry.person')
    .values({
      id: personId,
      dataKeyId: sealer.dataKeyId,
      factsSealed: sealer.seal(
        'person.facts',
        personId,
        JSON.stringify({ sex: null, birthDate: null, nationality: null }),
      ),
      ...{ createdAt: now, canary: true },
    })
    .execute();
  await sql
    .insertInto('registry.personName')
    .values({
      ...{ id: nameId, personId, kind: 'current', enteredAt: now },
      nameSealed: sealer.seal('person_name.name', nameId, name),
    })
    .execute();
  await sql
    .insertInto('registry.personDocument')
    .values({
      ...{ id: documentId, personId, type: document.type, token: randomDocumentToken(keys), enteredAt: now },
      numberSealed: sealer.seal('person_document.number', documentId, document.number),
    })
    .execute();
  await sql
    .insertInto('registry.record')
    .values({
      ...{
        id: recordId,
        personId,
        sourceId,
        state: 'effective',
        version: 1,
        enteredBy: 'system:matcher',
        enteredAt: now,
      },
      ...{ referenceToken: randomBytes(32), contentToken: randomBytes(32), canary: true },
      referenceSealed: sealer.seal('record.reference', recordId, sourceCode),
      decisionSealed: sealer.seal('record.decision', recordId, '{}'),
    })
    .execute();
  await sql
    .insertInto('registry.recordAction')
    .values({ recordId, version: 1, verb: 'entered', validFrom: civilDateAt(now), actor: 'system:matcher', at: now })
    .execute();
  await sql
    .insertInto('registry.attestation')
    .values([nameId, documentId].map((factId) => ({ recordId, factId })))
    .execute();
  return recordId;
}
