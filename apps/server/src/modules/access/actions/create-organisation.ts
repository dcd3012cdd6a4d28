import type { NewOrganisation, OrganisationView } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { normaliseDocumentText } from '@gatehouse/matching/identity-number';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { refuseUnfitOrganisation } from '../rules/organisation.js';
import { organisationStore } from '../store/organisation-store.js';
import { organisationView } from '../views.js';
import { requireAdministered } from './administered.js';
import { recordOrganisationAction } from './record-action.js';

/**
 * Enters an organisation below one that the viewer administers.
 * @throws DomainError `request-invalid`, `organisation-above-does-not-fit`, `organisation-above-elsewhere`, `credit-code-taken`
 */
export async function createOrganisation(
  kernel: Kernel,
  law: LawPack,
  viewer: Viewer,
  input: NewOrganisation,
): Promise<OrganisationView> {
  const creditCode = input.creditCode === null ? null : normaliseDocumentText(input.creditCode).text;
  const organisation = { ...input, creditCode };
  return act(kernel, viewer, 'access.create-organisation', async (context) => {
    const organisations = organisationStore(context);
    await requireAdministered(context, organisation.parentId);
    const above = organisation.parentId === null ? undefined : await organisations.byId(organisation.parentId);
    refuseUnfitOrganisation(organisation, above, law, context.now);
    if (creditCode !== null && (await organisations.creditCodeTaken(creditCode, undefined)))
      refuse('credit-code-taken');
    const id = newId();
    await organisations.insert(id, organisation);
    await recordOrganisationAction(context, id, { verb: 'create', detail: organisation });
    return organisationView(context, id);
  });
}
