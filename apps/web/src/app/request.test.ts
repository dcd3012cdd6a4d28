import { endpoint } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fileNameIn } from './api.js';
import { addressOf, headersOf, newIdempotencyKey } from './request.js';

const journal = { none: 'a test' };
const list = endpoint({ method: 'GET', path: '/api/units/:unit/checks', access: 'public', summary: '', journal });
const act = endpoint({
  method: 'POST',
  path: '/api/checks',
  access: 'public',
  summary: '',
  journal,
  body: z.object({ post: z.string() }),
});

describe('the address of a request', () => {
  it.each([
    [{ params: { unit: 'u1' } }, '/api/units/u1/checks'],
    [{ params: { unit: 'a/b ?' } }, '/api/units/a%2Fb%20%3F/checks'],
    [{ params: { unit: 'u1' }, query: { limit: 50, cursor: undefined, state: '' } }, '/api/units/u1/checks?limit=50'],
    [{ params: { unit: 'u1' }, query: { state: ['a', 'b'] } }, '/api/units/u1/checks?state=a&state=b'],
  ])('%j is %s', (given, address) => {
    expect(addressOf(list, given)).toBe(address);
  });

  it('is never made with a hole in it', () => {
    expect(() => addressOf(list, { params: { unit: '' } })).toThrow('needs unit');
  });
});

describe('the headers of a request', () => {
  it('name an unsafe request, so that a repeat does nothing twice and another site cannot send it', () => {
    const headers = headersOf(act, 'zh', 'key-1');
    expect(headers.get('idempotency-key')).toBe('key-1');
    expect(headers.get('x-gatehouse-request')).toBe('1');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('accept-language')).toBe('zh-CN');
  });

  it('carry none of that for a read', () => {
    const headers = headersOf(list, 'en', undefined);
    expect([...headers.keys()].sort()).toEqual(['accept', 'accept-language']);
  });

  it('have a new key of 128 bits for every new intention', () => {
    expect(newIdempotencyKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
  });
});

describe('the name of a file', () => {
  it.each([
    [`attachment; filename="a.csv"; filename*=UTF-8''%E5%90%8D%E5%86%8C.csv`, '名册.csv'],
    ['attachment; filename="list.csv"', 'list.csv'],
    [null, undefined],
  ])('in %s is %s', (header, name) => {
    expect(fileNameIn(header)).toBe(name);
  });
});
