import { errorDefinition, type FieldProblem, type Problem } from '@gatehouse/contract';
import type { DomainError } from '../errors.js';

/** Media type of SCIM 2.0 (RFC 7644, 3.1). */
export const scimMediaType = 'application/scim+json';

/** An error of the wire (RFC 7644, 3.12); what the wire has no word for stands under a name of the project's own. */
export type ScimError = {
  readonly schemas: readonly string[];
  readonly status: string;
  readonly scimType?: string;
  /** English, then Chinese: whoever reads it is a person before the log of a program. */
  readonly detail: string;
  readonly 'urn:gatehouse:scim:Problem': Pick<Problem, 'code' | 'reference'> & { readonly fields: FieldProblem[] };
};

/** Whether an address is one of this wire. */
export function isScim(url: string): boolean {
  return url.startsWith('/scim/');
}

/** A domain error in the shape of the wire, which knows no 422. */
export function scimError({ code }: DomainError, { status, words, reference, fields = [] }: Problem): ScimError {
  const { scimType } = errorDefinition(code);
  const inOne = (language: 'en' | 'zh'): string =>
    [
      `${words.title[language]}${language === 'en' ? '.' : '。'}`,
      words.next[language],
      ...fields.map(({ path, message }) => `${path}: ${message[language]}`),
    ].join(' ');
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status === 422 ? 400 : status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: `${inOne('en')} || ${inOne('zh')}`,
    'urn:gatehouse:scim:Problem': { code, reference, fields: [...fields] },
  };
}
