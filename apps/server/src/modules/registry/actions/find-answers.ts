import type { AnswerOf, registryReplayEndpoints, replayPurposes } from '@gatehouse/contract';
import { type DocumentType, parseDocumentNumber } from '@gatehouse/matching';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { replayStore } from '../store/replay-store.js';
import { askedWords } from '../views/asked-view.js';
import { askedDocumentTokens, documentToken } from '../store/tokens.js';

/** Why an answer is looked at, and under which reference. */
export type ReplayLook = { readonly purpose: (typeof replayPurposes)[number]; readonly reference: string };

type Search = ReplayLook & { readonly documentType: DocumentType; readonly number: string };
type FoundAnswers = AnswerOf<typeof registryReplayEndpoints.findAnswers>;

/**
 * The answers that were given about whoever holds a document, by exact number. It says what was asked and never what was answered: that
 * is looked at one by one. Questions of the registry itself, and those by which an answer was looked at again, are not among them: that there
 * is one would tell that something is, or was, on record.
 */
export async function findAnswers(
  { kernel, law }: Registry,
  viewer: Viewer,
  { documentType, number, purpose, reference }: Search,
): Promise<FoundAnswers> {
  return act(kernel, viewer, 'registry.find-answers', async (context) => {
    const { type, number: normalised } = parseDocumentNumber(documentType, number);
    const document = { type, number: normalised };
    const found = await replayStore(context).answersAbout(askedDocumentTokens(kernel.keys, document));
    await context.record({
      purpose,
      subjects: [documentToken(kernel.keys, document).toString('hex')],
      details: { reference, answers: found.length },
    });
    return {
      items: found.map(({ askId, askedBy, receivedAt, ...terms }) => ({
        ...{ askId, askedBy, askedAt: receivedAt.toISOString() },
        ...askedWords(law, terms),
      })),
    };
  });
}
