import { createHash } from 'node:crypto';
import type { FieldProblem, HeadcountDifferences, HeadcountRow } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { type StoredTable, tableIn } from '../../../kernel/files/stored-table.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Organisation, UnitAuthority, Workplace } from '../doors.js';
import { headcountColumns, placedCounted, readCounted } from '../file/headcounts.js';
import { compareHeadcounts, type CountedDifference } from '../rules/compare-headcounts.js';
import { headcountStore } from '../store/headcount-store.js';
import { expectedView } from '../views/unit-roster.js';
import { unitsOf } from './headcounts.js';
import { knownUnentered, nameUnentered } from './name-unentered.js';

type Answered = { readonly unit: Organisation; readonly authority: UnitAuthority };
type Compared = { readonly differences: readonly CountedDifference[]; readonly units: ReadonlyMap<string, Answered> };

/** What a file would change of what is expected of the own units, and which units it names that nobody has entered. Nothing of it is kept. */
export async function compareHeadcountFile(
  at: Workplace,
  viewer: Viewer,
  upload: Upload | undefined,
): Promise<HeadcountDifferences> {
  const { database, clock } = at.kernel;
  const file = await fileIn(upload);
  if (!file.ok) return unusable(file.problems);
  return withTransaction(database, viewer, clock.now(), async (transaction) =>
    differencesView(transaction, at, file, await compared(transaction, at, file), false),
  );
}

/**
 * Takes the differences that were seen, by the same file. Sent twice the second finds nothing to change.
 * @throws DomainError `changed-meanwhile` where the file would change something else than was seen
 */
export async function takeHeadcountFile(
  at: Workplace,
  viewer: Viewer,
  seen: string,
  upload: Upload | undefined,
): Promise<HeadcountDifferences> {
  const file = await fileIn(upload);
  if (!file.ok) return unusable(file.problems);
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(at.kernel, viewer, 'workforce.enter-expected-file', async (context) => {
    const found = await compared(context, at, file);
    if (seenOf(found.differences) !== seen) refuse('changed-meanwhile');
    const rows = found.differences.filter(({ kind }) => kind === 'new' || kind === 'changed');
    const entered = rows.flatMap(({ unitId, fields: { source, postClass, headcount, asOf } }) => {
      const answered = found.units.get(unitId ?? '');
      if (unitId === undefined || answered === undefined || answered.authority.reviewerId === null) return [];
      const { reviewerId, superiorId } = answered.authority;
      const count = { source, postClass, headcount, asOf };
      return [{ id: newId(), unitId, reviewerId, superiorId, ...count, enteredBy: viewer.accountId }];
    });
    await headcountStore(context).enterAll(entered);
    const { fresh } = await nameUnentered(at, context, viewer, found.differences);
    const units = new Set(entered.map(({ unitId }) => unitId)).size;
    await context.record({ details: { ...countsOf(found.differences), units, unenteredUnits: fresh } });
    return differencesView(context, at, file, found, true);
  });
}

async function fileIn(upload: Upload | undefined) {
  if (upload === undefined) return refuse('request-media-type');
  return tableIn(upload.bytes, headcountColumns);
}

async function compared(transaction: Transaction, at: Workplace, file: StoredTable): Promise<Compared> {
  const { viewer, now } = transaction;
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { organisationId } = viewer;
  const { pack } = at.doors.law;
  const units = new Map<string, Answered>();
  for (const unit of await unitsOf(transaction, at)) {
    const authority = await at.doors.authorityOf(transaction, unit);
    if (authority.reviewerId === organisationId) units.set(unit.id, { unit, authority });
  }
  const unitOf = new Map(
    [...units.values()].flatMap(({ unit }) => (unit.creditCode === null ? [] : [[unit.creditCode, unit.id] as const])),
  );
  const rows = file.table.rows.map((row) => readCounted(pack, file.columns, row));
  const standing = await headcountStore(transaction).list([...units.keys()]);
  const today = civilDateAt(now);
  const codes = [...new Set(rows.map(({ fields }) => fields.creditCode))].filter((code) => !unitOf.has(code));
  const known = { unitOf, standing, ...(await knownUnentered(transaction, at, { organisationId, codes, today })) };
  return { units, differences: compareHeadcounts(pack, today, rows, known) };
}

/** Stands for exactly these differences: another file, or a count entered meanwhile, has another. */
function seenOf(differences: readonly CountedDifference[]): string {
  const hash = createHash('sha256');
  for (const { kind, unitId, fields, before } of differences)
    if (kind === 'new' || kind === 'changed' || kind === 'unentered')
      hash.update(
        JSON.stringify([
          unitId ?? fields.creditCode,
          fields.source,
          fields.postClass,
          fields.headcount,
          fields.asOf,
          before ?? null,
        ]),
      );
  return hash.digest('base64url');
}

const none = { new: 0, changed: 0, unentered: 0, same: 0, problem: 0 };

function countsOf(differences: readonly CountedDifference[]): HeadcountDifferences['counts'] {
  const counts = { ...none };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

const shownOfEach = 500;

async function differencesView(
  transaction: Transaction,
  { doors }: Workplace,
  { columns, notes }: StoredTable,
  { differences, units }: Compared,
  taken: boolean,
): Promise<HeadcountDifferences> {
  const nameOf = await doors.called(transaction, units.keys());
  const shown = (kinds: readonly string[]): CountedDifference[] =>
    differences.filter(({ kind }) => kinds.includes(kind)).slice(0, shownOfEach);
  const view = ({ rowNumber, kind, unitId, fields, before, problems }: CountedDifference): HeadcountRow => ({
    rowNumber,
    kind: kind as HeadcountRow['kind'],
    ...(unitId === undefined ? {} : { unit: nameOf(unitId) }),
    ...(kind === 'unentered' ? { unentered: { name: fields.name, creditCode: fields.creditCode } } : {}),
    ...(kind === 'problem' ? {} : { counted: expectedView(doors.law.pack, fields, civilDateAt(transaction.now)) }),
    ...(before === undefined ? {} : { before }),
    fields: placedCounted(problems, columns, rowNumber),
  });
  return {
    taken,
    seen: seenOf(differences),
    counts: countsOf(differences),
    rows: [...shown(['unentered']), ...shown(['new', 'changed']), ...shown(['problem'])].map(view),
    problems: [...notes],
  };
}

function unusable(problems: readonly FieldProblem[]): HeadcountDifferences {
  return {
    taken: false,
    seen: '',
    counts: none,
    rows: [],
    problems: [...problems],
  };
}
