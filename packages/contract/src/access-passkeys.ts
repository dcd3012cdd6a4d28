import { z } from 'zod';
import { CurrentPassword, SessionView } from './access.js';
import { RecoveryCodes } from './access-second-factor.js';
import { endpoint } from './endpoint.js';

/** Bytes as a browser writes them into JSON (RFC 4648, 5). */
const Bytes = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most);

/** Names of ways a device speaks with a browser, as the browser says them. */
const Transports = z.array(z.string().max(20)).max(10);

const common = { id: Bytes(1400), rawId: Bytes(1400), type: z.literal('public-key') };

/** What `navigator.credentials.create` answers, as JSON (RegistrationResponseJSON of W3C Web Authentication, level 3). */
export const PasskeyMade = z.object({
  ...common,
  response: z.object({
    clientDataJSON: Bytes(4000),
    attestationObject: Bytes(40_000),
    transports: Transports.optional(),
  }),
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;

/** What `navigator.credentials.get` answers, as JSON (AuthenticationResponseJSON). */
export const PasskeyShown = z.object({
  ...common,
  response: z.object({
    clientDataJSON: Bytes(4000),
    authenticatorData: Bytes(8000),
    signature: Bytes(4000),
    userHandle: Bytes(100).nullish(),
  }),
});
export type PasskeyShown = z.infer<typeof PasskeyShown>;

/** What the browser is asked for; passed to it as it is. */
const Asked = z.object({
  challengeId: z.uuid(),
  options: z.record(z.string(), z.unknown()),
});

/** One of the own passkeys. */
export const PasskeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** How people sign in at this node, beside account and password. */
export const SignInWays = z.object({
  passkeys: z.object({ origin: z.string() }).nullable(),
  provider: z
    .object({ name: z.object({ zh: z.string(), en: z.string() }) })
    .nullable()
    .describe('The identity provider of the authority, as people call it'),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** Endpoints of passkeys: the own ones, and signing in by one. */
export const passkeyEndpoints = {
  ways: endpoint({
    method: 'GET',
    path: '/api/sign-in/ways',
    access: 'public',
    summary: 'Ways to sign in',
    answer: SignInWays,
    journal: { none: 'says nothing about a person' },
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/passkeys',
    access: 'signed-in',
    summary: 'The own passkeys',
    answer: z.object({ items: z.array(PasskeyView) }),
    journal: { none: 'reads only the own account' },
  }),
  begin: endpoint({
    method: 'POST',
    path: '/api/passkeys/begin',
    access: 'signed-in',
    summary: 'Begin to add a passkey',
    body: z.strictObject({ current: CurrentPassword }),
    answer: Asked,
    journal: { act: 'access.begin-passkey' },
    perMinute: 30,
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/passkeys',
    access: 'signed-in',
    summary: 'Add a passkey',
    body: z.strictObject({
      challengeId: z.uuid(),
      name: z.string().trim().min(1).max(60),
      response: PasskeyMade,
    }),
    answer: RecoveryCodes.extend({ passkey: PasskeyView }),
    status: 201,
    journal: { act: 'access.add-passkey' },
    perMinute: 30,
  }),
  remove: endpoint({
    method: 'POST',
    path: '/api/passkeys/:id/remove',
    access: 'signed-in',
    summary: 'Remove a passkey',
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ current: CurrentPassword }),
    status: 204,
    journal: { act: 'access.remove-passkey' },
    perMinute: 30,
  }),
  beginSignIn: endpoint({
    method: 'POST',
    path: '/api/sign-in/passkey/begin',
    access: 'public',
    summary: 'Begin to sign in by a passkey',
    body: z.strictObject({
      ticket: z.string().min(1).max(200).optional(),
    }),
    answer: Asked,
    journal: { none: 'nobody is signed in by it' },
    perMinute: 30,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in/passkey',
    access: 'public',
    summary: 'Sign in by a passkey',
    body: z.strictObject({ challengeId: z.uuid(), response: PasskeyShown }),
    answer: SessionView,
    journal: { act: 'access.sign-in' },
    perMinute: 30,
  }),
};
