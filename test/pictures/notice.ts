import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { demonstrationPassword } from '../../apps/server/src/modules/access/index.js';
import { type Country, until } from './country.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

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
    return /\/verify#([A-Z2-7]+)/.exec(answer.rawPayload.toString('latin1'))?.[1];
  });
}

/** The same notice with another post on it, as somebody might forge it. */
export function tamperedPayload(payload: string): string {
  const held = JSON.parse(inflateRawSync(bytesOf(payload)).toString('utf8')) as { facts: { post: unknown } };
  held.facts.post = { en: 'Headteacher', zh: '校长' };
  return textOf(deflateRawSync(Buffer.from(JSON.stringify(held)), { level: 9 }));
}

function bytesOf(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function textOf(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
