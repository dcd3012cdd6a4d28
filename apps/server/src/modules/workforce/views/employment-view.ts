import { type EmploymentLine, type EmploymentView, type RosterOrigin, sentForms } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { PersonFields, Workplace } from '../doors.js';
import { deedsOf } from '../policy.js';
import { type EmploymentAction, mayNotHaveBegun, neverBegan } from '../rules/employment.js';
import { wordOfUnit } from '../rules/supplier-notice.js';
import { coverageStore } from '../store/coverage-store.js';
import { type Employment, employmentStore } from '../store/employment-store.js';
import { openPersons } from '../store/person-sealing.js';
import { supplierStore } from '../store/supplier-store.js';
import words from '../words.json' with { type: 'json' };
import { organisationName } from './unit-names.js';

/** What a row shows where the key was destroyed. */
const erased: PersonFields = { name: '—', formerNames: [], documents: [] };

/** Whether somebody works in this post: not ended, and the last day not passed. */
export function isOpen({ endedAt, untilDate }: Pick<Employment, 'endedAt' | 'untilDate'>, now: Date): boolean {
  return endedAt === null && (untilDate === null || untilDate >= civilDateAt(now));
}

/** A person as a list shows them: no number whole, and no birth date beside it (decision A11). */
export function maskedPerson({ name, documents }: PersonFields): Pick<EmploymentLine, 'name' | 'documents'> {
  return { name, documents: documents.map(({ type, number }) => ({ type, number: maskDocumentNumber(number) })) };
}

/** Lines of a list: each organisation and each data key is loaded once. */
export async function employmentLines(
  { kernel, doors }: Workplace,
  transaction: Transaction,
  rows: readonly Employment[],
  opened?: ReadonlyMap<string, PersonFields>,
): Promise<EmploymentLine[]> {
  const persons = opened ?? (await openPersons(kernel.keys, transaction, rows));
  const nameOf = await doors.called(
    transaction,
    rows.map(({ unitId }) => unitId),
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    ...maskedPerson(persons.get(row.id) ?? erased),
    postClass: row.postClass,
    ...(row.postTitle === null ? {} : { postTitle: row.postTitle }),
    employmentForm: row.employmentForm,
    fromDate: row.fromDate,
    ...(row.untilDate === null ? {} : { untilDate: row.untilDate }),
    ended: !isOpen(row, transaction.now),
    neverBegan: neverBegan(row),
    unitId: row.unitId,
    unit: nameOf(row.unitId),
    changedAt: row.changedAt.toISOString(),
  }));
}

/** One employment as its page shows it. */
export async function employmentView(
  workplace: Workplace,
  transaction: Transaction,
  row: Employment,
): Promise<EmploymentView> {
  const persons = await openPersons(workplace.kernel.keys, transaction, [row]);
  const [line] = await employmentLines(workplace, transaction, [row], persons);
  if (line === undefined) throw new Error('an employment has no view');
  const { reviewerId } = row;
  const authority = reviewerId === null ? undefined : await workplace.doors.organisation(transaction, reviewerId);
  const actions = await employmentStore(transaction).actions(row.id);
  return {
    ...line,
    formerNames: [...(persons.get(row.id)?.formerNames ?? [])],
    ...(row.supplierCreditCode === null ? {} : { supplierCreditCode: row.supplierCreditCode }),
    ...(await supplierOf(workplace, transaction, row)),
    ...(authority === undefined ? {} : { authority: organisationName(authority) }),
    ...originOf(transaction, row),
    may: deedsOf(transaction.viewer, {
      unitId: row.unitId,
      isOpen: !line.ended,
      days: {
        hasBegun: row.fromDate <= civilDateAt(transaction.now),
        mayNotHaveBegun: mayNotHaveBegun(row, workplace.doors.law, transaction.now),
      },
    }),
    timeline: actions.map(({ verb, detail, at }) => ({
      what: verb,
      words: words.verbs[verb as EmploymentAction['verb']],
      at: at.toISOString(),
      changed: ((detail as { changed?: EmploymentAction['changed'] } | null)?.changed ?? []).map(
        (one) => words.differences[one],
      ),
    })),
  };
}

/**
 * For the unit itself: that the supplier is told, since when, and what it hears by what this unit knows. What it hears because of another unit
 * stands nowhere here: no unit learns of another.
 */
async function supplierOf(
  { doors }: Workplace,
  transaction: Transaction,
  row: Employment,
): Promise<Pick<EmploymentView, 'supplier'>> {
  const { viewer, now } = transaction;
  const { supplierCreditCode, employmentForm } = row;
  const isOwn = viewer.kind === 'account' && viewer.organisationId === row.unitId && viewer.roles.includes('clerk');
  if (!isOwn || supplierCreditCode === null || !sentForms.includes(employmentForm) || !isOpen(row, now)) return {};
  const supplier = await doors.supplierOf(transaction, supplierCreditCode);
  if (supplier === undefined) return {};
  const since = await supplierStore(transaction).toldSince(row.id);
  const [covered] = await coverageStore(transaction).byIds([row.id]);
  const mayNot = wordOfUnit({ state: covered?.state ?? null }) === 'may_not';
  return { supplier: { name: organisationName(supplier), since: since?.toISOString() ?? null, mayNot } };
}

/** How the row came onto the roster; which inquiry it was concerns the unit alone. */
function originOf(
  { viewer }: Transaction,
  { cameFrom, inquiryId, unitId }: Employment,
): Pick<EmploymentView, 'cameFrom' | 'inquiryId'> {
  if (cameFrom === null) return {};
  const isOwn = viewer.kind === 'account' && viewer.organisationId === unitId;
  return {
    cameFrom: words.origins[cameFrom as RosterOrigin],
    ...(inquiryId === null || !isOwn ? {} : { inquiryId }),
  };
}
