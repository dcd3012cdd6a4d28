import { scimSchemas } from '@gatehouse/contract';
import { inventedNumber } from './inquiry-world.js';
import type { TestNode } from './test-node.js';

const { staff, user, patch } = scimSchemas;

/** Invented people whom an HR system sends. */
export const hrStaff = Array.from({ length: 9 }, (_, at) => ({
  name: `周庚${at}`,
  number: inventedNumber('19810404', 401 + at),
}));
/** What a program sends. */
export type Sent = Record<string, unknown>;

/** One of them as a SCIM user: sound but for the changes. */
export const resource = (at: number, changes: Sent = {}, ofStaff: Sent = {}): Sent => ({
  schemas: [user, staff],
  userName: `T-${at}`,
  externalId: `hr.${at}`,
  name: { formatted: hrStaff[at]?.name },
  active: true,
  [staff]: {
    postClass: 'catering',
    employmentForm: 'contract',
    fromDate: '2026-09-01',
    documents: [{ type: 'resident_id', number: hrStaff[at]?.number }],
    ...ofStaff,
  },
  ...changes,
});
/** A message with these operations. */
export const patchOf = (...Operations: object[]) => ({ schemas: [patch], Operations });

/** What was answered, with the headers of the wire. */
export type Wire = {
  readonly status: number;
  readonly type: string;
  readonly etag: string;
  readonly location: string;
  // What an answer holds is for the test to say.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
};

/** A program that calls by the wire of SCIM with a token. */
export function hrSystem(node: () => TestNode, token: () => string) {
  return async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Wire> => {
    const answer = await node().http.inject({
      method,
      url: `/scim/v2${path}`,
      headers: {
        authorization: `Bearer ${token()}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    });
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']).replace(/;.*/, ''),
      etag: String(answer.headers.etag),
      location: String(answer.headers.location),
      body: answer.body === '' ? {} : answer.json(),
    };
  };
}
