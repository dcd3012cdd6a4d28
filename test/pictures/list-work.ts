import type { BatchView, BulkDeed } from '@gatehouse/contract';
import { listWithBadRows, soundList } from '../journeys/list-file.js';
import { type Country, until } from './country.js';

const lists = '/api/inquiry-batches';

/** Lists of the unit: one with rows that do not fit, one of which a deed left rows, one with letters to print. */
export async function makeLists(country: Country) {
  const clerk = await country.as('clerk');
  const read = async (name: string, bytes: Uint8Array): Promise<BatchView> => {
    const { id } = await clerk.upload<BatchView>(`${lists}?again=true`, { name, bytes });
    return until(`the rows of ${name}`, async () => {
      const list = await clerk.get<BatchView>(`${lists}/${id}`);
      return list.state === 'READY' ? list : undefined;
    });
  };
  const deed = async (list: BatchView, name: string, body: object): Promise<void> => {
    const { id } = await clerk.post<BulkDeed>(`${lists}/${list.id}/${name}`, body);
    await until(`the end of ${name}`, async () => {
      const { state } = await clerk.get<BulkDeed>(`/api/inquiry-deeds/${id}`);
      return state === 'DONE' ? true : undefined;
    });
  };

  const withProblems = await read('新学期拟录用名单.xlsx', await listWithBadRows());
  const askAll = async (list: BatchView): Promise<void> => {
    await deed(list, 'prove-identity', { kind: 'original_seen' });
    const { items } = await clerk.get<{ items: { id: string }[] }>(`/api/inquiries?batchId=${list.id}&state=DRAFT`);
    const contacts = items.map(({ id }) => ({ inquiryId: id, channel: 'printed', language: 'zh' }));
    await deed(list, 'send-consents', { contacts });
  };
  const letters = await read('新聘教职工名单.xlsx', await soundList());
  await askAll(letters);
  // The same people once more: whoever is being checked already is left.
  const left = await read('2026-2027学年第一学期新聘与在岗教职工名单（第二批）.xlsx', await soundList());
  await askAll(left);
  return { withProblems: withProblems.id, left: left.id, letters: letters.id };
}
