import { civilDateAt } from '@gatehouse/law';
import type { AnswerOf, ownPageEndpoints, RequestOf } from '@gatehouse/contract';
import { foldName } from '@gatehouse/matching';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId, newReadableCode } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { provesVisitors } from '../policy.js';
import { checkEnteredDocument, problemAt } from '../rules/draft-check.js';
import { codeInGroups, ownPageRules } from '../rules/own-page.js';
import { chainsOf, documentTokens, nameTokens } from '../store/person-sealing.js';
import { visitStore } from '../store/visit-store.js';

type Shown = RequestOf<typeof ownPageEndpoints.issueCode>['body'];

/**
 * Gives the person whose document an officer has looked at a code for their own page. Looks up nothing about anybody: what is
 * written, and what it takes, is the same whether or not anything is held.
 * @throws DomainError `request-invalid` where the number or the name cannot be right; `not-permitted` at a desk that is none
 */
export async function issueDeskCode(
  { kernel, doors }: Platform,
  viewer: Viewer,
  { name, document, proof }: Shown,
): Promise<AnswerOf<typeof ownPageEndpoints.issueCode>> {
  return act(kernel, viewer, 'inquiry.issue-desk-code', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    if (!provesVisitors(await doors.organisation(context, viewer.organisationId))) refuse('not-permitted');
    const { document: checked, problems } = checkEnteredDocument(document, doors, civilDateAt(context.now));
    if (foldName(name) === '') problems.push(problemAt('name', 'name-illegible'));
    if (checked === undefined || problems.length > 0) refuse('request-invalid', {}, problems);
    const tokens = documentTokens(kernel.keys, [checked]);
    const id = newId();
    const code = newReadableCode(ownPageRules.codeLength);
    const expiresAt = new Date(context.now.getTime() + ownPageRules.codeHours * 3_600_000);
    await visitStore(context).insertCode(code, {
      id,
      documentTokens: tokens.stored,
      subjects: tokens.subjectsSearched,
      nameToken: Buffer.from(kernel.keys.token(nameTokens, foldName(name))),
      chainTokens: chainsOf(kernel.keys, { name, formerNames: [], documents: [checked] })
        .flat()
        .map((chain) => Buffer.from(chain, 'hex')),
      proof,
      issuedBy: viewer.accountId,
      organisationId: viewer.organisationId,
      expiresAt,
    });
    await context.record({ object: { kind: 'desk-code', id }, subjects: tokens.subjects, details: { proof } });
    return {
      code: codeInGroups(code),
      address: `${doors.publicAddress}/own-page#${code}`,
      expiresAt: expiresAt.toISOString(),
    };
  });
}
