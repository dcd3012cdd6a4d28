import type { EmergencyLook, OwnPage } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { callerAs } from './people.js';
import type { TestNode } from './test-node.js';

const day = 86_400_000;

/** Two procurators who look at one person and keep looks from that person's own page. */
export function withheldDesk(node: () => TestNode, number: string) {
  const document = { type: 'resident_id', number };
  const dayFromNow = (days: number) => civilDateAt(new Date(node().clock.now().getTime() + days * day));
  const step = async (login: string, url: string, body?: object): Promise<EmergencyLook> => {
    const answer = await (await callerAs(node(), login))('POST', `/api/emergency-looks${url}`, body);
    if (answer.statusCode >= 300) throw new Error(`${url}: ${String(answer.code)}`);
    return answer.json() as EmergencyLook;
  };
  return {
    /** A look that both opened, and its end. */
    look: async (): Promise<string> => {
      const asked = { kind: 'prohibitions', documentType: document.type, number, ground: 'urgent_measure' };
      const { id } = await step('procurator', '', { ...asked, reason: '办案需要', reference: '未检〔2026〕9号' });
      await step('procurator-second', `/${id}/approve`);
      await step('procurator', `/${id}/end`);
      await step('auditor', `/${id}/review`, { verdict: 'in_order', words: '已与案卷核对' });
      return id;
    },
    withhold: (id: string, days: number) =>
      step('procurator', `/${id}/withholdings`, { untilDay: dayFromNow(days), reason: '办案需要' }),
    approve: (id: string) => step('procurator-second', `/${id}/withholding-decision`, { decision: 'approve' }),
    /** Where the withholding of each look stands, as its owner sees it. */
    states: async (): Promise<Record<string, readonly string[]>> => {
      const { items } = (await (await callerAs(node(), 'procurator'))('GET', '/api/emergency-looks')).json();
      return Object.fromEntries(
        (items as EmergencyLook[]).map(({ id, withheld }) => [id, withheld.map(({ state }) => state)]),
      );
    },
    /** The person's own page. */
    ownPage: async (): Promise<OwnPage> => {
      const desk = await callerAs(node(), 'reviewer-elsewhere');
      const shown = { name: '周庚七', document, proof: 'original_seen' };
      const { code } = (await desk('POST', '/api/desk-codes', shown)).json();
      const request = { method: 'POST' as const, url: '/api/own-page/open', headers: { 'x-gatehouse-request': '1' } };
      return (await node().http.inject({ ...request, payload: { code: String(code) } })).json();
    },
  };
}
