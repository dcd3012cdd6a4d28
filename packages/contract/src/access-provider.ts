import { z } from 'zod';
import { CodeNeeded, CurrentPassword, SessionView } from './access.js';
import { AccountView } from './access-accounts.js';
import { endpoint } from './endpoint.js';
import { CameHome, WayOut } from './provider-way.js';

/** Told at the work phone: of it the node keeps a token only, so it is typed again. */
const Told = {
  language: z.enum(['zh', 'en']).describe('Of the message'),
  workPhone: z.string().min(5).max(40).optional(),
};

/** How it stands with the link between the own account and the provider. */
export const ProviderLinkView = z.object({
  since: z.iso.datetime().nullable().describe('Null: the provider does not open this account'),
  lastUsedAt: z.iso.datetime().nullable(),
  hasWorkPhone: z.boolean().describe('Then it is asked for when a link is made, and told of it'),
});
export type ProviderLinkView = z.infer<typeof ProviderLinkView>;

const IsTold = z.object({ isTold: z.boolean().describe('Whether a message went to the work phone') });

/** Endpoints of the identity provider of the authority (OpenID Connect): signing in by it, and the link that lets it. */
export const providerEndpoints = {
  begin: endpoint({
    method: 'POST',
    path: '/api/sign-in/provider/begin',
    access: 'public',
    summary: 'Begin to sign in by the identity provider',
    answer: WayOut,
    journal: { none: 'draws numbers; nobody is signed in by it' },
    perMinute: 30,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in/provider',
    access: 'public',
    summary:
      'Sign in by what the identity provider sent the browser home with; a second factor is asked for where it showed none',
    body: CameHome,
    answer: z.union([CodeNeeded, SessionView]),
    journal: { act: 'access.sign-in' },
    perMinute: 30,
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/provider-link',
    access: 'signed-in',
    summary: 'How it stands with the own link to the identity provider',
    answer: ProviderLinkView,
    journal: { none: 'reads only the own account' },
  }),
  beginLink: endpoint({
    method: 'POST',
    path: '/api/provider-link/begin',
    access: 'signed-in',
    summary: 'Begin to link the own account to the identity provider',
    body: z.strictObject({ current: CurrentPassword, workPhone: Told.workPhone }),
    answer: WayOut,
    journal: { act: 'access.begin-provider-link' },
    perMinute: 30,
  }),
  link: endpoint({
    method: 'POST',
    path: '/api/provider-link',
    access: 'signed-in',
    summary: 'Link the own account to whom the identity provider names, in the session that began it',
    body: CameHome.extend(Told),
    answer: ProviderLinkView.extend(IsTold.shape),
    status: 201,
    journal: { act: 'access.add-provider-link' },
    perMinute: 30,
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/provider-link/end',
    access: 'signed-in',
    summary: 'End the own link to the identity provider, and the other sessions',
    body: z.strictObject({ current: CurrentPassword, ...Told }),
    answer: IsTold,
    journal: { act: 'access.end-provider-link' },
    perMinute: 30,
  }),
  endOf: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/provider-link/end',
    access: 'access:manage-accounts',
    summary: 'End the link of an account to the identity provider, and its sessions',
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ version: z.number().int(), ...Told }),
    answer: AccountView.extend(IsTold.shape),
    journal: { act: 'access.end-provider-link' },
  }),
};
