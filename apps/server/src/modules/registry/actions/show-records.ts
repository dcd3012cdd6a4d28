import type { RecordView } from '@gatehouse/contract';
import { civilDateAt, sealing } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Registry } from '../registry.js';
import { lawFacts } from '../rules/admission.js';
import type { LookBack } from '../rules/history.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow, recordStore } from '../store/record-store.js';
import { sourceStore } from '../store/source-store.js';
import { birthDateOnRecord, recordView } from '../views/record-view.js';

/** A record with its person, as it may be shown. */
export type Shown = { readonly view: RecordView; readonly person: StoredPerson };

/** Now, on both times. */
export function asOfNow(now: Date): LookBack {
  return { effectiveOn: '9999-12-31', knownAt: now };
}

/** The day in China, for a look back that names none. */
export function today(now: Date): string {
  return civilDateAt(now);
}

/** Shows records; those sealed at the moment of showing, by decision or by law, are left out without a trace. */
export async function showRecords(
  registry: Registry,
  context: ActContext,
  rows: readonly RecordRow[],
  lookBack: LookBack,
): Promise<Shown[]> {
  const records = recordStore(context);
  const persons = await personStore(registry.kernel.keys, context).load([...new Set(rows.map((row) => row.personId))]);
  const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
  const shown: Shown[] = [];
  for (const row of rows) {
    const person = persons.get(row.personId);
    const source = sources.get(row.sourceId);
    if (person === undefined || source === undefined || sealedNow(registry, row, person, context.now)) continue;
    const actions = await records.actions(person.sealer, row.id);
    const view = recordView(registry.law, { row, actions, source, person }, lookBack, context.now);
    if (view !== undefined) shown.push({ view, person });
  }
  return shown;
}

/** Whether nobody may see a record at the moment of showing. */
export function sealedNow({ law }: Registry, row: RecordRow, person: StoredPerson, now: Date): boolean {
  if (row.state === 'sealed') return true;
  const facts = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
  return sealing(law.pack, facts, now, law.settings).sealing === 'absolute';
}
