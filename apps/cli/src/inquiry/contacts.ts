import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConsentContact } from '@gatehouse/contract';
import { DomainError } from '@gatehouse/server/errors';
import { describeTableProblem, offlineTableLimits, readTable } from '@gatehouse/tabular';

const columns = ['row', 'channel', 'contact'] as const;

/** How people are reached for consent, by row of the list: a table with the columns row, channel (sms, email, printed), contact. */
export async function readContacts(
  file: string,
): Promise<ReadonlyMap<number, ReturnType<typeof ConsentContact.parse>>> {
  const name = basename(file);
  const table = await readTable(await readFile(file), { fileName: name, limits: offlineTableLimits });
  if (!table.ok) throw misfit(name, describeTableProblem(table.problem, 'en'));
  const { headers, rows } = table;
  const places = columns.map((column) => headers.findIndex((header) => header.trim().toLowerCase() === column));
  if (places.includes(-1)) throw misfit(name, 'it needs the columns row, channel and contact');
  return new Map(
    rows.map(({ rowNumber, cells }) => {
      const [row, channel, contact] = places.map((place) => (cells[place] ?? '').trim());
      const reached = ConsentContact.safeParse({ channel, ...(contact === '' ? {} : { contact }) });
      if (!reached.success) throw misfit(name, `row ${rowNumber}: channel must be sms, email or printed`);
      return [Number(row), reached.data];
    }),
  );
}

function misfit(file: string, problem: string): DomainError {
  return new DomainError('configuration-invalid', { problem: `${file}: ${problem}.` });
}
