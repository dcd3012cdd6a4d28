import type { World } from '../../../test/harness/invented-world.js';
import { inventedName, inventedNumber } from '../invented.js';

/** A thing that belongs somewhere, the beginning of the paths that name it, and accounts whose place is another one. */
export type Thing = { readonly under: string; readonly id: string; readonly strangers: readonly string[] };

type Headers = Readonly<Record<string, string>>;
type Body = { readonly id: string; readonly version: number; readonly items: readonly { readonly id: string }[] };

const otherUnits = ['clerk-elsewhere', 'reviewer-elsewhere', 'qualification', 'qualification-approver', 'registrar'];
const otherPeople = ['clerk-elsewhere', 'reviewer', 'registrar', 'auditor', 'admin'];

/** Makes one thing of each kind that has a place, by the people of that place. */
export async function thingsWithPlaces(
  address: string,
  sessions: Readonly<Record<string, Headers>>,
  { accounts, organisations }: World,
): Promise<Thing[]> {
  const clerk = askingAs(address, sessions['clerk'] ?? {});
  const inquiry = await clerk('POST', '/api/inquiries', draftOf(1));
  const proven = await clerk('POST', `/api/inquiries/${inquiry.id}/prove-identity`, {
    kind: 'original_seen',
    version: inquiry.version,
  });
  await clerk('POST', `/api/inquiries/${inquiry.id}/send-consent`, {
    ...{ channel: 'email', contact: 'invented@example.org' },
    version: proven.version,
  });
  const token = await clerk('POST', '/api/tokens', {
    name: 'access matrix',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const first = async (path: string): Promise<string> => (await clerk('GET', path)).items[0]?.id ?? nothingThere(path);
  return [
    { under: '/api/inquiries/:id', id: inquiry.id, strangers: otherUnits },
    {
      under: '/api/inquiry-batches/:id',
      id: await uploadList(address, sessions['clerk'] ?? {}),
      strangers: otherUnits,
    },
    { under: '/api/messages/:id', id: await first('/api/messages'), strangers: otherUnits },
    { under: '/api/tokens/:id', id: token.id, strangers: otherPeople },
    { under: '/api/sessions/:id', id: await first('/api/sessions'), strangers: otherPeople },
    { under: '/api/accounts/:id', id: accounts['clerk-elsewhere'], strangers: ['admin-bureau'] },
    { under: '/api/organisations/:id/change', id: organisations.schoolElsewhere, strangers: ['admin-bureau'] },
    { under: '/api/organisations/:id/close', id: organisations.schoolElsewhere, strangers: ['admin-bureau'] },
  ];
}

function draftOf(at: number): object {
  const person = { name: inventedName(at), documents: [{ type: 'resident_id', number: inventedNumber(at) }] };
  return { purpose: 'hire', postClass: 'teacher', employmentForm: 'contract', startDate: '2099-09-01', person };
}

function askingAs(address: string, headers: Headers) {
  return async (method: string, path: string, body?: object): Promise<Body> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const typed = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
    const answer = await fetch(`${address}${path}`, { method, headers: typed, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Body;
  };
}

async function uploadList(address: string, headers: Headers): Promise<string> {
  const titles = 'No.,Name,Document type,Document number,Post class,Employment form,Intended start,Purpose';
  const row = ['1', inventedName(2), 'resident_id', inventedNumber(2), 'teacher', 'contract', '2099-09-01', 'hire'];
  const form = new FormData();
  form.append('file', new Blob([`${titles}\r\n${row.join(',')}\r\n`]), 'list.csv');
  const answer = await fetch(`${address}/api/inquiry-batches`, { method: 'POST', headers, body: form });
  if (!answer.ok) throw new Error(`the list was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as Body).id;
}

function nothingThere(path: string): never {
  throw new Error(`${path} lists nothing, so there is nothing to ask about`);
}
