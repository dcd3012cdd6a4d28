import { writeTable } from '@gatehouse/tabular';
import { importColumns, type RowCells } from '../../apps/server/src/modules/registry/import/row-entry.js';
import { inventedNumber } from './registry-world.js';

/** A good row of a source's file about an invented person, but for the cells that are given. */
export function importRow(person: { readonly name: string; readonly number: string }, more: RowCells = {}): RowCells {
  return {
    source_reference: `(2019)虚01刑初${person.number.slice(-5, -1)}号`,
    name: person.name,
    doc_number: person.number,
    kind: '有罪判决',
    offence_codes: '237',
    deciding_body: '法院',
    deciding_body_name: '甲县人民法院(虚构)',
    decision_date: '2019-05-01',
    effective_date: '2019-05-12',
    sentence_kind: '有期徒刑',
    sentence_months: '36',
    act_from: '2018-11-02',
    identity_established_by: '证件',
    ...more,
  };
}

/** A good row about the person of a serial number. */
export function numberedRow(serial: number, more: RowCells = {}, birthDate = '19800101'): RowCells {
  const person = { name: `甲${serial}`, number: inventedNumber(birthDate, serial) };
  return importRow(person, { source_reference: `虚构${serial}`, ...more });
}

/** The file of a source, as it is uploaded. */
export function importFile(rows: readonly RowCells[], format: 'csv' | 'xlsx' = 'csv'): Promise<Uint8Array> {
  return writeTable(rows, { format, columns: importColumns, language: 'zh' });
}

/** The number with another check character. */
export function misread(number: string): string {
  return number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
}
