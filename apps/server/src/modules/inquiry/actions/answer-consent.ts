import type { ConsentPage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Transport } from '../../../kernel/http/route.js';
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
import { boundBrowser, linkPath } from './link-browser.js';
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
 * nothing is revealed of it, tries are counted, and *these details are not mine* is open. A printed letter opens in this browser alone from then on.
 */
export async function answerConsent(
  platform: Platform,
  viewer: Viewer,
  given: ConsentAnswer,
  browser: Pick<Transport, 'bindBrowser' | 'browser'>,
): Promise<ConsentPage> {
  const { keys } = platform.kernel;
  const kept = await act(platform.kernel, viewer, 'inquiry.answer-consent', async (context) => {
    const own = await unlockedLink(context);
    refuseWhileWaiting(own.link, context.now);
    if (given.answer !== 'not-mine' && !(await typedTheirOwn(context, platform, own, given))) {
      await countWrongTry(context, own.link, 'consent-details-differ');
      return undefined;
    }
    return { ...(await keepAnswer(context, platform, own, given)), link: own.link };
  });
  if (kept === undefined) return refuse('consent-details-differ');
  const { link, page, expiresAt } = kept;
  const until = link.unlockedUntil ?? expiresAt;
  const bound = boundBrowser(keys, { id: link.id, isAnsweredHere: true }, until, browser.browser);
  browser.bindBrowser(linkPath, bound.secret, expiresAt);
  return page;
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
): Promise<{ readonly page: ConsentPage; readonly expiresAt: Date }> {
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
  // So does the code on a letter, which nothing sends anew; from now on it opens the page in this browser alone.
  const letter = link.channel === 'printed' ? { codeUntil: expiresAt } : {};
  await consents.updateLink(link.id, { ...letter, failures: 0, retryAfter: null, expiresAt, answeredAt: context.now });
  await context.record({
    object: { kind: 'inquiry', id: row.id },
    details: { answer: given.answer, textVersion: text.version, textHash: text.hash },
  });
  return { page: await consentPage(platform, context, { ...link, expiresAt }, next), expiresAt };
}
