import { inventedNumber, inventedRecord } from '../harness/registry-world.js';
import { type Country, until } from './country.js';

type Waiting = { readonly items: readonly { readonly id: string; readonly version: number }[] };

/** Puts one person on record twice, under a resident number and under a passport, and answers the first's id. */
async function putTwice(
  country: Country,
  serial: number,
  name: string,
  abroadAs: string,
  born: string,
): Promise<string> {
  const [registrar, verifier] = [await country.as('registrar'), await country.as('verifier')];
  const provenance = (reference: string) => ({ sourceCode: 'court', sourceReference: reference, documentHash: null });
  const resident = inventedRecord({ name, number: inventedNumber(born, serial) });
  const abroad = inventedRecord(
    { name: abroadAs, number: `10P00000${String(serial)}` },
    { decisionDate: '2015-03-02' },
  );
  const documents = [{ ...resident.person.documents[0], type: 'passport', number: `10P00000${String(serial)}` }];
  const ids: string[] = [];
  for (const entry of [
    { ...resident, provenance: provenance(`（2019）虚01刑初${String(serial)}号`) },
    {
      ...abroad,
      person: { ...abroad.person, documents, birthDate: born },
      provenance: provenance(`（2015）虚02刑初${String(serial)}号`),
    },
  ]) {
    const entered = await registrar.post<{ recordId: string; personId: string }>('/api/registry/records', entry);
    await verifier.post('/api/registry/verifications', { items: [{ recordId: entered.recordId, version: 1 }] });
    ids.push(entered.personId);
  }
  return ids[0] ?? '';
}

/** Two people who stand on record twice: one found to be one person, and one still to be compared. */
export async function makeMerges(country: Country): Promise<{ mergedId: string; waitingId: string }> {
  const waitsFor = async (account: 'comparer' | 'comparer-2', seen: readonly string[]) =>
    until(`a pair for ${account}`, async () => {
      const { items } = await (await country.as(account)).get<Waiting>('/api/registry/merges');
      return items.find(({ id }) => !seen.includes(id));
    });
  const before = (await (await country.as('comparer')).get<Waiting>('/api/registry/merges')).items.map(({ id }) => id);
  const mergedId = await putTwice(country, 7, '尉迟骏驰', '尉迟骏驰', '1967-08-19');
  for (const account of ['comparer', 'comparer-2'] as const) {
    const { id, version } = await waitsFor(account, before);
    const body = { version, ending: 'same_person', reason: '姓名与出生日期一致，两份文书所附照片系同一人。' };
    await (await country.as(account)).post(`/api/registry/merges/${id}/opinions`, body);
  }
  await putTwice(country, 8, '诸葛明远', '诸葛明元', '1974-02-11');
  return { mergedId, waitingId: (await waitsFor('comparer', before)).id };
}
