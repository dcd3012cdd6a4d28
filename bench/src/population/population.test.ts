import { parseDocumentNumber, type PersonEvidence } from '@gatehouse/matching';
import { expect, it } from 'vitest';
import { announcedErrors, harderErrors, type Invented, inventPeople, negativesWithNumber, seeded } from './index.js';

it('the same seed invents the same people, another seed others', () => {
  expect(inventPeople(seeded(1), 50, 'P')).toEqual(inventPeople(seeded(1), 50, 'P'));
  expect(inventPeople(seeded(1), 50, 'P')).not.toEqual(inventPeople(seeded(2), 50, 'P'));
});

it('numbers are valid, and those of residents are of the province that is never issued', () => {
  for (const { documents, birthDate } of inventPeople(seeded(3), 300, 'P')) {
    for (const { docType, docNumber } of documents) {
      const parsed = parseDocumentNumber(docType, docNumber);
      expect(parsed.status).toBe('valid');
      if (docType !== 'resident_id') continue;
      expect(docNumber.startsWith('10')).toBe(true);
      expect(parsed.birthDate).toBe(birthDate);
    }
  }
});

it('every error class changes what a form says of somebody, save the one without an error', () => {
  const people = inventPeople(seeded(4), 3000, 'P');
  for (const [name, slip] of Object.entries({ ...announcedErrors, ...harderErrors })) {
    const changes = (person: Invented) => {
      const asked = slip(person, seeded(5));
      return asked !== undefined && formOf(asked) !== formOf(person);
    };
    expect([name, (name === 'exact' ? people.slice(0, 300) : people).some(changes)]).toEqual([name, name !== 'exact']);
  }
});

it('every error class leaves alone whom it does not fit, whatever number they have', () => {
  const random = seeded(7);
  const slips = Object.values({ ...announcedErrors, ...harderErrors });
  for (const person of inventPeople(random, 600, 'P'))
    expect(() => {
      for (const slip of slips) slip(person, random);
    }).not.toThrow();
});

it('a stranger with a number never has that of the person on record', () => {
  const random = seeded(6);
  for (const person of inventPeople(random, 300, 'P')) {
    for (const invent of Object.values(negativesWithNumber)) {
      const asked = invent(person, random);
      if (asked) expect(asked.documents?.[0]?.docNumber).not.toBe(person.documents[0]?.docNumber);
    }
  }
});

function formOf({ name, sex, birthDate, documents }: PersonEvidence): string {
  return JSON.stringify([name, sex, birthDate, documents]);
}
