import { describe, expect, it } from 'vitest';
import { actsCalled, actWords, wordsOfAct } from './act-words.js';
import type { Endpoint } from './endpoint.js';
import * as contract from './index.js';

const endpoints = Object.entries(contract)
  .filter(([name]) => name.endsWith('Endpoints'))
  .flatMap(([, group]) => Object.values(group as unknown as Record<string, Endpoint>));

describe('the words of acts', () => {
  it('stand for every endpoint that leaves an entry', () => {
    const acts = endpoints.flatMap(({ journal }) => ('act' in journal ? [journal.act] : []));
    expect(acts.length).toBeGreaterThan(80);
    expect(acts.filter((act) => actWords[act] === undefined)).toEqual([]);
  });

  it.each(Object.entries(actWords))('%s', (act, { en, zh }) => {
    expect(act).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(en).toMatch(/^[A-Z][^_.]+$/);
    expect(zh).toMatch(/^[\p{Script=Han}A-Za-z]+$/u);
  });

  it('call no two acts alike', () => {
    const texts = Object.values(actWords).flatMap(({ en, zh }) => [en, zh]);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it('are found by name and by words, and an unknown act keeps its name', () => {
    expect(actsCalled('person on record looked')).toEqual(['registry.read-person']);
    expect(actsCalled('查看在册人员')).toEqual(['registry.read-person']);
    expect(wordsOfAct('registry.no-more').en).toBe('registry.no-more');
    expect(wordsOfAct('toString').en).toBe('toString');
  });
});
