import type { RecordEntry } from '@gatehouse/contract';
import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';

/** An invented identity number: province code 10, a birth date and a serial, with its check character. */
export function inventedNumber(birthDate: string, serial: number): string {
  const body = `100101${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return `${body}${expectedCheckCharacter(body) ?? ''}`;
}

/** A judgment about an adult, final and in scope; parts may be replaced. */
export function inventedRecord(
  person: { readonly name: string; readonly number: string },
  decision: Partial<RecordEntry['decision']> = {},
  sourceReference = `(2019)虚01刑初${person.number.slice(-4)}号`,
): RecordEntry {
  return {
    person: {
      names: [{ name: person.name, kind: 'current', validFrom: null, validTo: null }],
      documents: [{ type: 'resident_id', number: person.number, validFrom: null, validTo: null }],
      sex: null,
      birthDate: null,
      nationality: null,
    },
    decision: {
      kind: 'judgment',
      offenceCodes: ['237'],
      decidingBody: 'court',
      decidingBodyName: '甲县人民法院(虚构)',
      decisionDate: '2019-05-01',
      effectiveDate: '2019-05-12',
      appealPending: false,
      endDate: null,
      sentence: { kind: 'fixed_term', months: 36 },
      separateSentences: [],
      acts: [{ from: '2018-11-02', to: null, main: true }],
      identityEstablishedBy: 'document',
      legalDesk: 'undecided',
      ...decision,
    },
    provenance: { sourceCode: 'court-a', sourceReference, documentHash: null },
  };
}
