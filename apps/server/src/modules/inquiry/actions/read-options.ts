import {
  type DraftCheck,
  type InquiryDraft,
  type InquiryOptions,
  settlementKinds,
  type Words,
} from '@gatehouse/contract';
import { proofTerms } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import words from '../words.json' with { type: 'json' };
import { checkFor, preparingUnit } from './write-draft.js';

/** The choices of the law pack and of the product, for the forms. */
export function readOptions({ doors }: Platform): InquiryOptions {
  const { pack, hash, settings } = doors.law;
  const titles = (rows: readonly { id: string; title: Words }[]) => rows.map(({ id, title }) => ({ id, title }));
  return {
    purposes: pack.purposes.map(({ id, title, standing }) => ({ id, title, standing })),
    postClasses: titles(pack.postClasses),
    employmentForms: titles(pack.employmentForms),
    documentTypes: choicesOf(words.documentTypes),
    identityProofs: choicesOf(words.identityProofs),
    returnReasons: choicesOf(words.returnReasons),
    settlements: pack.settlements.flatMap(({ id, title }) => {
      const kind = settlementKinds.find((known) => known === id);
      return kind === undefined ? [] : { id: kind, title };
    }),
    objectionReasons: choicesOf(words.objectionReasons),
    hasProofs: proofTerms(pack, settings) !== undefined,
    lawPack: { id: pack.id, version: pack.version, hash },
  };
}

function choicesOf<Id extends string>(table: Readonly<Record<Id, Words>>): { id: Id; title: Words }[] {
  return (Object.keys(table) as Id[]).map((id) => ({ id, title: table[id] }));
}

/** What is wrong with a draft. Nothing is kept or looked up, so that nothing is journalled. */
export async function checkOnly(platform: Platform, viewer: Viewer, draft: InquiryDraft): Promise<DraftCheck> {
  const { kernel } = platform;
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (context) => {
    const unit = await preparingUnit(context, platform);
    const { problems, notes, permission, covered, guardianNeeded } = checkFor(
      platform,
      unit.unitType,
      context.now,
      draft,
    );
    return { problems, notes, permission: covered ? permission : null, guardianNeeded };
  });
}
