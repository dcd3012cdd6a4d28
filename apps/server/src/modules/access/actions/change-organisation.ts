import type { OrganisationChange, OrganisationView } from '@gatehouse/contract';
import { isWithin, type LawPack } from '@gatehouse/law';
import { normaliseDocumentText } from '@gatehouse/matching/identity-number';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { refuseAnotherCode, refuseUnfitOrganisation } from '../rules/organisation.js';
import { organisationStore } from '../store/organisation-store.js';
import { organisationView } from '../views.js';
import { administeredOrganisation, requireAdministered } from './administered.js';
import { recordOrganisationAction } from './record-action.js';

/**
 * Changes what an organisation is called, where it lies and under whom. Its kind stays: it decides what its accounts may do.
 * @throws DomainError as when it is entered; `organisation-above-elsewhere` also when those below would lie outside it
 */
export async function changeOrganisation(
  kernel: Kernel,
  law: LawPack,
  viewer: Viewer,
  id: string,
  { version, ...input }: OrganisationChange,
): Promise<OrganisationView> {
  const creditCode = input.creditCode === null ? null : normaliseDocumentText(input.creditCode).text;
  const changes = { ...input, creditCode };
  return act(kernel, viewer, 'access.change-organisation', async (context) => {
    const organisations = organisationStore(context);
    const organisation = await administeredOrganisation(context, id, version);
    await requireAdministered(context, changes.parentId);
    const above = changes.parentId === null ? undefined : await organisations.byId(changes.parentId);
    refuseAnotherCode(organisation, creditCode);
    refuseUnfitOrganisation({ ...organisation, ...changes }, above, law, context.now);
    if (changes.parentId !== null) await refuseCircle(organisations, id, changes.parentId);
    const below = organisation.kind === 'ministry' ? [] : await organisations.divisionsBelow(id);
    if (!below.every((code) => isWithin(code, changes.divisionCode))) refuse('organisation-above-elsewhere');
    if (creditCode !== null && (await organisations.creditCodeTaken(creditCode, id))) refuse('credit-code-taken');
    await organisations.update(id, changes);
    await recordOrganisationAction(context, id, { verb: 'change', detail: changes });
    return organisationView(context, id);
  });
}

/** An organisation that stood above itself would have no authority at all. */
async function refuseCircle(
  organisations: ReturnType<typeof organisationStore>,
  id: string,
  parentId: string,
): Promise<void> {
  const upward = await organisations.upward(parentId);
  if (upward.some((above) => above.id === id)) {
    refuse('organisation-above-does-not-fit', {
      authorityEn: 'an organisation that does not lie below this one',
      authorityZh: '不在本单位之下的单位',
    });
  }
}
