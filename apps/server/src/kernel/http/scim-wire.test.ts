import { type ErrorCode, errorRegistry } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors.js';
import { presentProblem } from './problem.js';
import { isScim, scimError } from './scim-wire.js';

// RFC 7644, table 9, and the statuses that 3.12 knows.
const scimTypes = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
];
const fields = [{ path: 'title', code: 'too_big', message: { en: 'Too long.', zh: '过长。' } }];
const said = (code: ErrorCode) => {
  const error = new DomainError(code, {}, fields);
  return scimError(error, presentProblem(error, 'reference', 'en'));
};

describe('an error on the wire of SCIM', () => {
  it.each(Object.keys(errorRegistry) as ErrorCode[])('%s has a status and a word that the wire knows', (code) => {
    const { schemas, status, scimType, detail } = said(code);
    expect(schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
    expect(status).toMatch(/^(?!422)[45]\d\d$/);
    if (scimType !== undefined) expect(scimTypes).toContain(scimType);
    const [en, zh] = detail.split(' || ');
    expect([en, zh]).toEqual([expect.stringMatching(/title: Too long\.$/), expect.stringMatching(/title: 过长。$/)]);
  });

  it('keeps the stable code and the fields under a name of the project’s own', () => {
    expect(said('employment-known')).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
      'urn:gatehouse:scim:Problem': { code: 'employment-known', reference: 'reference', fields },
    });
    expect(said('roster-problems')).toMatchObject({ status: '400', scimType: 'invalidValue' });
  });

  it.each([
    ['/scim/v2/Users?count=1', true],
    ['/api/employments', false],
    ['/scimitar', false],
  ])('stands at %s: %s', (url, is) => {
    expect(isScim(url)).toBe(is);
  });
});
