import type { OrganisationView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { organisationStore } from '../store/organisation-store.js';
import { organisationView } from '../views.js';
import { administeredOrganisation } from './administered.js';
import { recordOrganisationAction } from './record-action.js';

/**
 * Closes an organisation. It stays readable, since notices and the log name it.
 * @throws DomainError `organisation-in-use` while it has open accounts or open organisations below it
 */
export async function closeOrganisation(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<OrganisationView> {
  return act(kernel, viewer, 'access.close-organisation', async (context) => {
    const organisations = organisationStore(context);
    const { children } = await administeredOrganisation(context, id, version);
    const accounts = await organisations.openAccounts(id);
    if (accounts + children > 0) refuse('organisation-in-use', { accounts, children });
    await organisations.update(id, { closedAt: context.now });
    await recordOrganisationAction(context, id, { verb: 'close', detail: {} });
    return organisationView(context, id);
  });
}
