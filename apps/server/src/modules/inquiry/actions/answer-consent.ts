import type { ConsentPage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { isSamePerson } from '../rules/consent.js';
import type { InquiryVerb } from '../rules/states.js';
import { consentStore } from '../store/consent-store.js';
import { openPersons, sealerOf } from '../store/person-sealing.js';
import { consentPage } from '../views/consent-page.js';
import { consentWords } from '../views/consent-words.js';
import { advance } from './advance.js';
import { countWrongTry, type OwnLink, refuseWhileWaiting, unlockedLink } from './personal-link.js';

type Guardian = { readonly name: string; readonly relation: string };
type Details = { readonly name: string; readonly documentNumber: string };

/** What the person says. */
export type ConsentAnswer =
  | (Details & { answer: 'agree'; textHash: string; guardian?: Guardian | undefined })
  | (Details & { answer: 'refuse' })
  | { answer: 'not-mine' };

const kinds = { agree: 'agreed', refuse: 'refused', 'not-mine': 'disputed' } as const;
const verbs: Readonly<Record<ConsentAnswer['answer'], InquiryVerb>> = {
  agree: 'agree',
  refuse: 'refuse',
  'not-mine': 'dispute',
};

/**
 * Keeps what the person says. To agree or refuse they type their own name and number; where these differ from the draft
 * nothing is revealed of it, tries are counted, and *these details are not mine* is open.
 */
export async function answerConsent(platform: Platform, viewer: Viewer, given: ConsentAnswer): Promise<ConsentPage> {
  const page = await act(platform.kernel, viewer, 'inquiry.answer-consent', async (context) => {
    const own = await unlockedLink(context);
    refuseWhileWaiting(own.link, context.now);
    if (given.answer !== 'not-mine' && !(await typedTheirOwn(context, platform, own, given))) {
      await countWrongTry(context, own.link, 'consent-details-differ');
      return undefined;
    }
    return keepAnswer(context, platform, own, given);
  });
  return page ?? refuse('consent-details-differ');
}

/** Whether the person typed the name and number of the draft. */
export async function typedTheirOwn(
  context: ActContext,
  { kernel }: Platform,
  { row }: OwnLink,
  { name, documentNumber }: Details,
): Promise<boolean> {
  const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
  return person !== undefined && isSamePerson(person, name, documentNumber);
}

async function keepAnswer(
  context: ActContext,
  platform: Platform,
  { link, row }: OwnLink,
  given: ConsentAnswer,
): Promise<ConsentPage> {
  const text = await consentWords(platform, context, row);
  const guardian = given.answer === 'agree' ? given.guardian : undefined;
  if (given.answer === 'agree') {
    if (given.textHash !== text.hash) refuse('consent-text-changed');
    if (row.guardianNeeded && guardian === undefined) refuse('consent-guardian-needed');
  }
  const next = await advance(context, platform.doors, row, verbs[given.answer], {
    changes: { permittedAt: given.answer === 'agree' ? context.now : null },
    detail: { textVersion: text.version, textHash: text.hash, way: 'link' },
  });
  const consents = consentStore(context);
  const id = newId();
  const sealer = await sealerOf(platform.kernel.keys, context, row.dataKeyId, 'inquiry.consent');
  await consents.insertConsent({
    id,
    applicationId: row.id,
    kind: kinds[given.answer],
    way: 'link',
    textVersion: text.version,
    textHash: text.hash,
    guardian: guardian === undefined ? null : sealer.seal('guardian', id, JSON.stringify(guardian)),
  });
  // The link stays open for the withdrawal and for the result.
  const expiresAt = endOf(platform.doors.law, 'consent_validity', context.now);
  await consents.updateLink(link.id, { failures: 0, retryAfter: null, expiresAt });
  await context.record({
    object: { kind: 'inquiry', id: row.id },
    details: { answer: given.answer, textVersion: text.version, textHash: text.hash },
  });
  return consentPage(platform, context, { ...link, expiresAt }, next);
}
