import { z } from 'zod';
import { CurrentPassword } from './access.js';
import { endpoint } from './endpoint.js';

/** Codes that open the account once each, in the place of a code of the device. */
export const RecoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).describe('Shown in this answer and never again'),
});

/** How it stands with the own second factor. */
export const SecondFactorView = z.object({
  since: z.iso
    .datetime()
    .nullable()
    .describe('Since when a device shows codes; null: none does. Passkeys are listed apart'),
  recoveryCodesLeft: z.number().int(),
  isForced: z.boolean().describe('Whether one of the roles asks for it at this node'),
  isShownLately: z
    .boolean()
    .describe('Whether what opens the account may be changed now; else the factor has to be shown again'),
});
export type SecondFactorView = z.infer<typeof SecondFactorView>;

/** Endpoints of the own second factor: a code every thirty seconds (RFC 6238). */
export const secondFactorEndpoints = {
  read: endpoint({
    method: 'GET',
    path: '/api/second-factor',
    access: 'signed-in',
    summary: 'How it stands with the own second factor',
    answer: SecondFactorView,
    journal: { none: 'reads only the own account' },
  }),
  show: endpoint({
    method: 'POST',
    path: '/api/second-factor/show',
    access: 'signed-in',
    summary:
      'Show the second factor again before something that opens the account is changed; good for fifteen minutes',
    body: z.strictObject({ code: z.string().min(6).max(40).describe('Of the device, or a recovery code') }),
    answer: z.object({}),
    journal: { act: 'access.show-factor' },
    perMinute: 30,
  }),
  begin: endpoint({
    method: 'POST',
    path: '/api/second-factor/begin',
    access: 'signed-in',
    summary: 'Draw a secret for a device; it asks for nothing until its first code is given',
    answer: z.object({
      secret: z.string().describe('Base32 (RFC 4648), to be typed where no code can be scanned'),
      address: z.string().describe('otpauth address for a QR code'),
    }),
    journal: { act: 'access.begin-factor' },
    perMinute: 30,
  }),
  set: endpoint({
    method: 'POST',
    path: '/api/second-factor/set',
    access: 'signed-in',
    summary: 'Make the device the second factor by its first code; ends the other sessions and answers recovery codes',
    body: z.strictObject({ current: CurrentPassword, code: z.string().min(6).max(40) }),
    answer: RecoveryCodes,
    journal: { act: 'access.set-factor' },
    perMinute: 30,
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/second-factor/recovery-codes',
    access: 'signed-in',
    summary: 'Draw ten new recovery codes; those of before open nothing any more',
    body: z.strictObject({ current: CurrentPassword }),
    answer: RecoveryCodes,
    journal: { act: 'access.renew-recovery-codes' },
    perMinute: 30,
  }),
};
