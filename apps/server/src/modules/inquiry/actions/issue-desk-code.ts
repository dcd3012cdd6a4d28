import type { AnswerOf, ownPageEndpoints, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId, newReadableCode } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { provesVisitors } from '../policy.js';
import { codeInGroups, ownPageRules } from '../rules/own-page.js';
import { visitStore } from '../store/visit-store.js';
import { shownPerson } from './shown-person.js';

type Shown = RequestOf<typeof ownPageEndpoints.issueCode>['body'];

/**
 * Gives the person whose document an officer has looked at a code for their own page. Looks up nothing about anybody: what is
 * written, and what it takes, is the same whether or not anything is held.
 * @throws DomainError `request-invalid` where the number or the name cannot be right; `not-permitted` at a desk that is none
 */
export async function issueDeskCode(
  platform: Platform,
  viewer: Viewer,
  { proof, ...shown }: Shown,
): Promise<AnswerOf<typeof ownPageEndpoints.issueCode>> {
  const { kernel, doors } = platform;
  return act(kernel, viewer, 'inquiry.issue-desk-code', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    if (!provesVisitors(await doors.organisation(context, viewer.organisationId))) refuse('not-permitted');
    const { person, problems } = shownPerson(platform, shown, context.now);
    if (person === undefined) return refuse('request-invalid', {}, problems);
    const { subjectsShown, ...tokens } = person;
    const id = newId();
    const code = newReadableCode(ownPageRules.codeLength);
    const expiresAt = new Date(context.now.getTime() + ownPageRules.codeHours * 3_600_000);
    await visitStore(context).insertCode(code, {
      ...tokens,
      ...{ id, proof, expiresAt, issuedBy: viewer.accountId, organisationId: viewer.organisationId },
    });
    await context.record({ object: { kind: 'desk-code', id }, subjects: subjectsShown, details: { proof } });
    return {
      code: codeInGroups(code),
      address: `${doors.publicAddress}/own-page#${code}`,
      expiresAt: expiresAt.toISOString(),
    };
  });
}
