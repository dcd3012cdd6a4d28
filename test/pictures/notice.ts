import { demonstrationPassword } from '../../apps/server/src/modules/access/index.js';
import { changedCode } from '../harness/notice-code.js';
import { type Country, until } from './country.js';

/** What stands behind `#` in the address on the notice of a check that was told, once it can be had. */
export async function noticePayload(country: Country, inquiryId: string): Promise<string> {
  const signedIn = await country.node.http.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { account: 'clerk', password: demonstrationPassword },
  });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return until('the notice', async () => {
    const answer = await country.node.http.inject({
      method: 'GET',
      url: `/api/inquiries/${inquiryId}/notice`,
      headers: { cookie },
    });
    return /\/verify#(\d+)/.exec(answer.rawPayload.toString('latin1'))?.[1];
  });
}

/** The same notice with another post on it, as somebody might forge it. */
export function tamperedPayload(payload: string): Promise<string> {
  return changedCode(payload, ({ facts }) => Object.assign(facts, { post: { en: 'Headteacher', zh: '校长' } }));
}
