import type { AnswerOf, EmployedElsewhere, elsewhereEndpoints, RequestOf, Words } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { neverBegan } from '../rules/employment.js';
import { elsewhereStore, type PlaceRow, type ServingRecordRow } from '../store/elsewhere-store.js';
import { nobody, organisationName } from '../views/unit-names.js';
import { titleOf } from '../views/words.js';

/** How the codes of a viewer's district begin. */
function districtOf(viewer: Viewer): string {
  return viewer.kind === 'account' ? viewer.divisionCode.replace(/(00){1,2}$/, '') : refuse('not-signed-in');
}

/** Records of serving staff told in the own district that still stand, the newest first. */
export async function listServingRecords(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  { limit, cursor }: RequestOf<typeof elsewhereEndpoints.servingRecords>['query'],
): Promise<AnswerOf<typeof elsewhereEndpoints.servingRecords>> {
  const district = districtOf(viewer);
  return readAct(kernel, viewer, 'workforce.list-serving-records', async (context) => {
    const told = await standingAfter(doors, context, district, limit + 1, positionFrom(cursor));
    const page = pageFrom(told, limit, ({ toldAt, inquiryId }) => [toldAt.toISOString(), inquiryId]);
    context.record({ details: { inquiries: page.items.map(({ inquiryId }) => inquiryId) } });
    const nameOf = await doors.called(
      context,
      page.items.map(({ unitId }) => unitId),
    );
    const items = page.items.map(({ inquiryId, unitId, postClass, toldAt }) => ({
      inquiryId,
      unit: nameOf(unitId),
      postClass: titleOf(doors.law.pack.postClasses, postClass),
      toldAt: toldAt.toISOString(),
    }));
    return { ...page, items };
  });
}

type Position = Pick<ServingRecordRow, 'inquiryId' | 'toldAt'>;

function positionFrom(cursor: string | undefined): Position | undefined {
  const [toldAt, inquiryId] = readCursor(cursor, 2) ?? [];
  return inquiryId === undefined ? undefined : { toldAt: new Date(String(toldAt)), inquiryId: String(inquiryId) };
}

/** So many that still stand, read on past those that were recalled. */
async function standingAfter(
  doors: Workplace['doors'],
  context: Transaction,
  district: string,
  limit: number,
  from: Position | undefined,
): Promise<ServingRecordRow[]> {
  const told: ServingRecordRow[] = [];
  let after = from;
  for (let more = true; more && told.length < limit;) {
    const rows = await elsewhereStore(context, district).servingRecords(limit, after);
    const ids = rows.map(({ inquiryId }) => inquiryId);
    const standing = ids.length === 0 ? new Set<string>() : await doors.stillTold(context, ids);
    told.push(...rows.filter(({ inquiryId }) => standing.has(inquiryId)));
    after = rows.at(-1);
    more = rows.length === limit;
  }
  return told.slice(0, limit);
}

/**
 * Where the person of one told record works and worked with children, over all units. A record that is not there, of another district, not told,
 * or void since answers alike.
 * @throws DomainError `not-found`
 */
export async function readElsewhere(
  { kernel, doors }: Workplace,
  viewer: Viewer,
  inquiryId: string,
  { reference, purpose }: { readonly reference: string; readonly purpose: string },
): Promise<AnswerOf<typeof elsewhereEndpoints.readElsewhere>> {
  const district = districtOf(viewer);
  return readAct(kernel, viewer, 'workforce.read-elsewhere', async (context) => {
    const places = await elsewhereStore(context, district).places(inquiryId);
    const standing = await doors.stillTold(context, [inquiryId]);
    if (places.length === 0 || !standing.has(inquiryId)) refuse('not-found');
    context.record({
      object: { kind: 'inquiry', id: inquiryId },
      purpose,
      details: { reference, places: places.length },
    });
    const nameOf = await doors.called(
      context,
      places.map(({ unitId }) => unitId),
      'country',
    );
    const items: EmployedElsewhere[] = [];
    for (const place of places) items.push(await placeView(doors, context, place, nameOf(place.unitId)));
    return { items };
  });
}

async function placeView(
  doors: Workplace['doors'],
  transaction: Transaction,
  { reviewerId, superiorId, ofRecord, ...place }: PlaceRow,
  unit: Words,
): Promise<EmployedElsewhere> {
  const { pack } = doors.law;
  const name = async (id: string): Promise<Words> => organisationName(await doors.organisation(transaction, id));
  const today = civilDateAt(transaction.now);
  return {
    unit,
    divisionCode: place.divisionCode,
    postClass: titleOf(pack.postClasses, place.postClass),
    employmentForm: titleOf(pack.employmentForms, place.employmentForm),
    fromDate: place.fromDate,
    untilDate: place.untilDate,
    isPresent: place.untilDate === null || (place.untilDate >= today && !neverBegan(place)),
    neverBegan: neverBegan(place),
    responsible: reviewerId === null ? nobody : await name(reviewerId),
    above: superiorId === null ? null : await name(superiorId),
    isOfRecord: ofRecord,
  };
}
