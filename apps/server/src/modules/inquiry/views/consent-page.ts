import type { ConsentPage } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { organisationName, type Platform } from '../doors.js';
import { isVoid } from '../rules/objection.js';
import { fitsState } from '../rules/states.js';
import type { Application } from '../store/application-store.js';
import { type ConsentLink, consentStore } from '../store/consent-store.js';
import { objectionStore } from '../store/objection-store.js';
import words from '../words.json' with { type: 'json' };
import { authorityName, consentWords, titleIn } from './consent-words.js';
import { objectionCourseView } from './objection-course.js';
import { toldResult } from './told-result.js';

const documentTypes = Object.entries(words.documentTypes).map(([id, title]) => ({ id, title }));

/** What the holder of an unlocked link reads: never a name or number of the draft. */
export async function consentPage(
  platform: Platform,
  transaction: Transaction,
  link: ConsentLink,
  row: Application,
): Promise<ConsentPage> {
  const { doors } = platform;
  const { pack } = doors.law;
  const { parts, version, hash } = await consentWords(platform, transaction, row);
  const result = await toldResult(platform, transaction, row);
  const objection = await objectionStore(transaction).latest(row.id);
  const course = await objectionCourseView(platform, transaction, row, objection);
  const mayObject = row.state === 'ASKING' ? course === undefined : fitsState(row.state, 'object');
  const said = (await consentStore(transaction).consents(row.id)).at(-1);
  return {
    state: result === undefined ? stateOf(row, said?.kind) : 'told',
    asker: organisationName(await doors.organisation(transaction, row.unitId)),
    authority: await authorityName(platform, transaction, row),
    purpose: titleIn(pack.purposes, row.purpose),
    post: titleIn(pack.postClasses, row.postClass),
    parts,
    text: { version, hash },
    documentTypes,
    guardianNeeded: row.guardianNeeded,
    expiresAt: link.expiresAt.toISOString(),
    mayWithdraw: result === undefined && row.state !== 'CONSENT_PENDING' && fitsState(row.state, 'withdraw'),
    mayObject: result !== undefined && mayObject,
    ...(course === undefined ? {} : { course }),
    ...(result === undefined ? {} : { result }),
  };
}

function stateOf(row: Application, said: string | undefined): ConsentPage['state'] {
  if (row.state === 'CONSENT_PENDING') return 'asked';
  if (row.state === 'WITHDRAWN') return 'withdrawn';
  if (row.state === 'CONSENT_REFUSED') return 'refused';
  if (row.state === 'DETAILS_DISPUTED') return 'disputed';
  if (isVoid(row.state)) return 'recalled';
  return said === 'agreed' && row.permittedAt !== null ? 'agreed' : 'closed';
}
