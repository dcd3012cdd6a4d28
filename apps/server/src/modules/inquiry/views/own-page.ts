import { type OwnInquiry, type OwnPage, wordsOfState, type Words } from '@gatehouse/contract';
import { proofTerms } from '@gatehouse/law';
import { foldName } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { type AboutEntry, organisationName, type OwnChain, type Platform, remembering } from '../doors.js';
import { actsBehind, shownActs } from '../rules/own-page.js';
import { fitsState } from '../rules/states.js';
import { proofEnds } from '../rules/proof.js';
import { type Application, applicationStore, everyOne } from '../store/application-store.js';
import { nameTokens, openPersons } from '../store/person-sealing.js';
import { type DeskCode, type Visit, visitStore } from '../store/visit-store.js';
import { objectionStore } from '../store/objection-store.js';
import { type Proof, proofStore } from '../store/proof-store.js';
import words from '../words.json' with { type: 'json' };
import { authorityName, titleIn } from './consent-words.js';
import { ownLooks } from './own-looks.js';
import { placeOf } from './place-of.js';
import { proofGround } from './proof-ground.js';
import { objectionCourseView } from './objection-course.js';
import { toldResult } from './told-result.js';

const texts: Readonly<Record<string, Words>> = words.timeline;

/** The acts at a desk that the page names. */
const deskActs = ['inquiry.issue-desk-code', 'inquiry.open-own-page'];

/** What was asked about the visitor, unit by unit: as everybody sees it, and what they were told. Names nobody. */
export async function ownPage(
  house: Platform,
  transaction: Transaction,
  { visit, code }: { readonly visit: Visit; readonly code: DeskCode },
): Promise<OwnPage> {
  const platform = remembering(house);
  const rows = await ownRows(platform.kernel.keys, transaction, code);
  const about = rows.flatMap(({ id, batchId, readFrom }) => [id, batchId, readFrom]);
  const objects = [...new Set(about.filter((id) => id !== null))];
  const entries = await platform.doors.entriesAbout(transaction, objects, shownActs);
  const proofs = await proofStore(transaction).standing();
  const unitIds = new Set(rows.map((row) => row.unitId));
  const called = await platform.doors.called(transaction, unitIds);
  const units: OwnPage['units'] = [];
  for (const unitId of unitIds) {
    const inquiries: OwnInquiry[] = [];
    for (const row of rows.filter((one) => one.unitId === unitId))
      inquiries.push(await ownInquiry(platform, transaction, row, entries, proofs));
    units.push({ id: unitId, unit: called(unitId), inquiries });
  }
  const openings = await openingsOf(platform, transaction, code);
  const asked = askedOf(await platform.doors.ownChain(transaction, code.chainTokens));
  const looks = await ownLooks(platform, transaction, code);
  return { openUntil: visit.endsAt.toISOString(), units, asked, ...looks, openings };
}

function askedOf({ entries, sealed, since, sealedAt }: OwnChain): OwnPage['asked'] {
  if (since === undefined || sealedAt === undefined) return { times: entries };
  return { times: entries, whole: { times: sealed, at: sealedAt.toISOString(), since: since.toISOString() } };
}

/**
 * The inquiries about a visitor, latest first. The database shows those that hold exactly their document; of these, the ones
 * that also bear their name: one number may have been given to two people, and a slip of a clerk is not theirs.
 */
export async function ownRows(keys: KeyRing, transaction: Transaction, code: DeskCode): Promise<Application[]> {
  const rows = await applicationStore(transaction).byTokens(keys.laterTokens(code.documentTokens), everyOne);
  const persons = await openPersons(keys, transaction, rows);
  return rows
    .filter((row) => {
      const person = persons.get(row.id);
      return person !== undefined && [person.name, ...person.formerNames].some((name) => isName(keys, name, code));
    })
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || one.id.localeCompare(other.id));
}

function isName(keys: KeyRing, name: string, { nameToken }: Pick<DeskCode, 'nameToken'>): boolean {
  return keys.tokens(nameTokens, foldName(name)).some((token) => nameToken.equals(token));
}

async function ownInquiry(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  entries: readonly AboutEntry[],
  proofs: readonly Proof[],
): Promise<OwnInquiry> {
  const { pack } = platform.doors.law;
  const result = await toldResult(platform, transaction, row);
  const objection = await objectionStore(transaction).latest(row.id);
  const course = await objectionCourseView(platform, transaction, row, objection);
  return {
    id: row.id,
    state: row.state,
    words: wordsOfState('inquiry', row.state),
    purpose: titleIn(pack.purposes, row.purpose),
    post: titleIn(pack.postClasses, row.postClass),
    authority: await authorityName(platform, transaction, row),
    bases: row.legalBases.map((id) => titleIn(pack.legalBases, id)),
    steps: await stepsOf(platform, transaction, row, entries),
    mayObject: result !== undefined && (row.state === 'ASKING' ? course === undefined : fitsState(row.state, 'object')),
    mayWithdraw: mayWithdraw(row, result !== undefined),
    mayProve: await mayProve(platform, transaction, row),
    proofs: await proofsOf(platform, transaction, row, proofs),
    ...(course === undefined ? {} : { course }),
    ...(result === undefined ? {} : { result }),
  };
}

/** Whether a proof can be made of an answer now; what it rests on is looked at where the pack has proofs, and after the release alone. */
async function mayProve({ kernel, doors }: Platform, transaction: Transaction, row: Application): Promise<boolean> {
  const terms = proofTerms(doors.law.pack, doors.law.settings);
  if (terms === undefined || row.releasedAt === null) return false;
  return proofEnds(await proofGround(kernel.keys, transaction, row), terms, transaction.now) !== undefined;
}

async function proofsOf(
  { doors }: Platform,
  transaction: Transaction,
  row: Application,
  proofs: readonly Proof[],
): Promise<OwnInquiry['proofs']> {
  const own = proofs.filter(({ applicationId }) => applicationId === row.id);
  return Promise.all(
    own.map(async ({ verifierId, expiresAt }) => ({
      unit: organisationName(await doors.organisation(transaction, verifierId)),
      until: expiresAt.toISOString(),
    })),
  );
}

/** Whether a consent can still be taken back: one that was asked for, before anything was told. */
export function mayWithdraw(row: Application, isTold: boolean): boolean {
  return row.permission === 'consent' && !isTold && fitsState(row.state, 'withdraw');
}

async function stepsOf(
  { doors }: Platform,
  transaction: Transaction,
  row: Application,
  entries: readonly AboutEntry[],
): Promise<OwnInquiry['steps']> {
  const objects = [row.id, row.batchId, row.readFrom];
  const own = entries.filter(({ objectId }) => objects.includes(objectId));
  const actions = await applicationStore(transaction).actions(row.id);
  return Promise.all(
    actions.map(async ({ verb, at, actor, organisationId }) => {
      const acts = actsBehind(verb);
      const behind = own.filter((entry) => acts.includes(entry.act) && entry.at.getTime() === at.getTime());
      const by = isPerson(actor) ? words.you : await nameOf(doors.organisation, transaction, organisationId);
      return {
        what: verb,
        words: texts[verb] ?? { en: verb, zh: verb },
        at: at.toISOString(),
        ...(by === undefined ? {} : { by }),
        places: behind.map((entry) => placeOf(entry, entry.objectId === row.id)),
      };
    }),
  );
}

function isPerson(actor: string): boolean {
  return actor.startsWith('person:') || actor.startsWith('visitor:');
}

async function nameOf(
  organisation: Platform['doors']['organisation'],
  transaction: Transaction,
  id: string | null,
): Promise<Words | undefined> {
  return id === null ? undefined : organisationName(await organisation(transaction, id));
}

/** Each code that a desk gave for this person, and each proof elsewhere, and whether it opened the page: whoever did so in their name is seen here. */
async function openingsOf(platform: Platform, transaction: Transaction, code: DeskCode): Promise<OwnPage['openings']> {
  const { doors } = platform;
  const codes = (await visitStore(transaction).openings()).filter(({ nameToken }) => nameToken.equals(code.nameToken));
  const entries = await doors.entriesAbout(
    transaction,
    codes.map(({ id }) => id),
    deskActs,
  );
  return Promise.all(
    codes.map(async ({ id, organisationId, issuedAt, begunAt }) => ({
      ...{ way: organisationId === null ? ('electronic_identity' as const) : ('desk' as const) },
      desk:
        organisationId === null
          ? words.electronicIdentity
          : organisationName(await doors.organisation(transaction, organisationId)),
      issuedAt: issuedAt.toISOString(),
      ...(begunAt === null ? {} : { openedAt: begunAt.toISOString() }),
      places: entries.filter(({ objectId }) => objectId === id).map((entry) => placeOf(entry, true)),
    })),
  );
}
