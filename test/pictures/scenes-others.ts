import { createHash } from 'node:crypto';
import { voidedNoticeText } from '@gatehouse/contract';
import type { makeChecks } from './checks.js';
import { courses } from './objection-courses.js';
import { ownPageScenes } from './scenes-own-page.js';
import { parentScenes } from './scenes-parents.js';
import { press, type Scene, inTurn } from './scene.js';
import { say } from './words.js';

type Checks = Awaited<ReturnType<typeof makeChecks>>;
type Letter = { readonly secret: string; readonly code: string };

const longAgo = '2026-10-12T01:30:00.000Z';

/** A right password where the account has a second factor. */
const codeNeeded: NonNullable<Scene['server']> = {
  address: '/api/sign-in',
  does: 'change',
  adds: { ticket: 'invented', ticketUntil: '2099-01-01T00:00:00.000Z', factors: ['code'] },
};

/** Says where passkeys are taken: the country is reached by a number, where no browser makes any. */
function passkeysAt(origin: string): NonNullable<Scene['server']> {
  return { address: '/api/sign-in/ways', does: 'change', adds: { passkeys: { origin } } };
}

const providerNames = { zh: '县统一身份认证平台', en: 'County sign-in' } as const;

/** Says that people sign in by an identity provider too: the country has none. */
const providerNamed: NonNullable<Scene['server']> = {
  address: '/api/sign-in/ways',
  does: 'change',
  adds: { provider: { name: providerNames } },
};

/** Presses a button that bears the name of the provider. */
function pressNamed(key: string): NonNullable<Scene['act']> {
  return (page, language) => press(key, { name: providerNames[language] })(page, language);
}

/** A way by which no canary has arrived for hours. */
const waysSilent = {
  ways: [
    {
      path: 'inquiry',
      words: { en: 'Questions of the platform, to the desk', zh: '平台查询至比对台' },
      peer: 'invented',
      lastSentAt: longAgo,
      lastArrivedAt: longAgo,
      state: 'silent',
      silentSince: longAgo,
    },
  ],
};

/** Passkeys as they stand after a while. */
const passkeysKept = {
  address: '/api/passkeys',
  does: 'change',
  adds: {
    items: [
      {
        id: '00000000-0000-4000-8000-000000000011',
        name: '华为手机',
        createdAt: longAgo,
        lastUsedAt: '2026-11-24T23:58:00.000Z',
      },
      {
        id: '00000000-0000-4000-8000-000000000012',
        name: '备用安全密钥（保险柜）',
        createdAt: longAgo,
        lastUsedAt: null,
      },
    ],
  },
} as const;

/** Sits down at the first desk of the demonstration. */
const chooseDesk: NonNullable<Scene['act']> = async (page) => {
  await page.getByRole('listitem').getByRole('button').first().click();
  await page.locator('input[autocomplete="one-time-code"]').waitFor();
};

/** How the number of a check stands in the public list of void notices. */
const voidHash = (number: string): string => createHash('sha256').update(`${voidedNoticeText}${number}`).digest('hex');

/** What an administrator meets. */
export function adminScenes(accountId: string): Scene[] {
  return [
    { name: 'home-admin', path: '/' },
    { name: 'accounts', path: '/accounts' },
    { name: 'accounts-new', path: '/accounts', act: press('access:accounts.new') },
    { name: 'account', path: `/accounts/${accountId}` },
    { name: 'account-end-sessions', path: `/accounts/${accountId}`, act: press('access:acts.endSessions') },
    {
      name: 'account-recover',
      path: `/accounts/${accountId}`,
      server: { address: `/api/accounts/${accountId}`, does: 'change', adds: { secondFactorSince: longAgo } },
      act: press('access:acts.recover'),
    },
    {
      name: 'account-recovery-waits',
      path: `/accounts/${accountId}`,
      server: {
        address: `/api/accounts/${accountId}`,
        does: 'change',
        adds: {
          secondFactorSince: longAgo,
          hasWorkPhone: true,
          recovery: { proposedBy: '00000000-0000-4000-8000-000000000000', proposedAt: longAgo },
        },
      },
      act: press('access:recovery.confirm'),
    },
    {
      name: 'account-provider-end',
      path: `/accounts/${accountId}`,
      server: {
        address: `/api/accounts/${accountId}`,
        does: 'change',
        adds: { providerLinkSince: longAgo, hasWorkPhone: true },
      },
      act: press('access:provider.end'),
    },
    { name: 'roles-waiting', path: '/accounts/waiting' },
    { name: 'organisations', path: '/organisations' },
    { name: 'organisations-new', path: '/organisations', act: press('access:organisations.new') },
  ];
}

/** The own second factor, as whoever holds an account meets it. */
export function factorScenes(address: string): Scene[] {
  const scanned = press('access:factor.begin');
  return [
    { name: 'second-factor', path: '/account/second-factor' },
    { name: 'second-factor-scan', path: '/account/second-factor', act: scanned },
    {
      name: 'second-factor-problems',
      path: '/account/second-factor',
      act: inTurn(scanned, press('access:factor.confirm')),
    },
    {
      name: 'second-factor-missing',
      path: '/',
      server: {
        address: '/api/session',
        does: 'change',
        adds: { secondFactor: 'missing', roles: [], permissions: [] },
      },
    },
    {
      name: 'second-factor-set',
      path: '/account/second-factor',
      server: { address: '/api/second-factor', does: 'change', adds: { since: longAgo, recoveryCodesLeft: 7 } },
    },
    { name: 'own-provider', path: '/account', server: providerNamed },
    { name: 'own-provider-problems', path: '/account', server: providerNamed, act: pressNamed('access:provider.link') },
    { name: 'passkeys', path: '/account/second-factor', server: passkeysKept },
    { name: 'passkeys-here', path: '/account/second-factor', server: passkeysAt(address) },
    {
      name: 'passkey-remove',
      path: '/account/second-factor',
      server: passkeysKept,
      act: press('access:passkeys.removeOne', { name: passkeysKept.adds.items[0].name }),
    },
    {
      name: 'passkeys-elsewhere',
      path: '/account/second-factor',
      server: passkeysAt('https://gatehouse.invalid'),
    },
  ];
}

/** What the auditor meets. */
export function auditorScenes(entryId: string): Scene[] {
  return [
    { name: 'home-auditor', path: '/' },
    { name: 'ways', path: '/ways' },
    {
      name: 'ways-silent',
      path: '/ways',
      server: { address: '/api/registry/canaries', does: 'change', adds: waysSilent },
    },
    { name: 'log', path: '/journal' },
    {
      name: 'log-gap',
      path: '/journal',
      server: {
        address: '/api/journal/head',
        does: 'change',
        adds: {
          closed: [
            {
              log: 1,
              origin: 'gatehouse.invalid/demo',
              size: 128_410,
              held: 128_377,
              fits: true,
              reason: '主机房断电，数据库由当日备份恢复，缺少最后33条记录。',
              closedAt: '2026-11-20T03:12:00.000Z',
            },
          ],
        },
      },
    },
    {
      name: 'log-witnesses',
      path: '/journal',
      server: {
        address: '/api/journal/head',
        does: 'change',
        adds: {
          witnesses: {
            required: 2,
            witnessed: { size: 128_377, at: '2026-11-26T03:12:00.000Z' },
            each: [
              { name: '法院', size: 128_410, at: '2026-11-26T03:12:05.000Z', trouble: null },
              { name: '人大常委会', size: 128_377, at: '2026-11-26T03:12:00.000Z', trouble: 'silent' },
              { name: '监察专员办公室', size: null, at: null, trouble: 'knows-more' },
            ],
          },
        },
      },
    },
    {
      name: 'log-differences',
      path: '/journal',
      server: {
        address: '/api/journal/head',
        does: 'change',
        adds: {
          comparison: {
            whole: {
              ...{ beganAt: '2026-11-25T03:12:00.000Z', endedAt: '2026-11-25T23:12:00.000Z' },
              ...{ entries: 128_410, erased: 0 },
            },
            ...{ entries: 20_480, beganAt: '2026-11-25T23:12:00.000Z', different: 3 },
            differences: [
              { log: 1, index: 7_311, entryId, changed: ['actor', 'time'], foundAt: '2026-11-25T20:01:00.000Z' },
              { log: 1, index: 9_002, entryId: null, changed: ['missing'], foundAt: '2026-11-25T20:03:00.000Z' },
              { log: null, index: null, entryId, changed: ['unplaced'], foundAt: '2026-11-25T20:07:00.000Z' },
            ],
          },
        },
      },
    },
    { name: 'log-entry', path: `/journal/${entryId}` },
    {
      name: 'log-entry-changed',
      path: `/journal/${entryId}`,
      server: {
        address: `/api/journal/entries/${entryId}`,
        does: 'change',
        adds: { changed: ['actor', 'time'] },
      },
    },
    {
      name: 'log-entry-lost',
      path: `/journal/${entryId}`,
      server: {
        address: `/api/journal/entries/${entryId}`,
        does: 'change',
        adds: {
          ...{ changed: ['content'], act: null, outcome: null, actor: null, at: null, object: null },
          ...{ purpose: null, authority: null, details: null, salt: null, canonical: null },
        },
      },
    },
    {
      name: 'log-entry-proven',
      path: `/journal/${entryId}`,
      act: inTurn(press('journal:prove.act'), async (page, language) => {
        await page.getByRole('main').getByText(say(language, 'journal:prove.fits')).waitFor();
      }),
    },
  ];
}

/** The page in one file, from the disk, with what somebody fills in. */
function verifierScenes(address: string, verifyHash: string, tamperedHash: string): Scene[] {
  const verify =
    (proof: string): NonNullable<Scene['act']> =>
    async (page) => {
      const keys = await (await fetch(`${address}/log/vkey`)).text();
      await page.goto(new URL('../../apps/web/dist/gatehouse-verifier.html', import.meta.url).href);
      if (proof === '') return;
      await page.getByLabel('Key of the log').fill(keys);
      await page.getByLabel('The proof').fill(proof);
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByRole('status').locator('h2').waitFor();
    };
  return [
    { name: 'verifier-empty', path: '/verify', act: verify('') },
    { name: 'verifier-real', path: '/verify', act: verify(verifyHash) },
    { name: 'verifier-unfit', path: '/verify', act: verify(tamperedHash) },
  ];
}

/** Pages without an account. */
export function publicScenes(checks: Checks, verifyHash: string, tamperedHash: string, address: string): Scene[] {
  const link = (letter: Letter | undefined): string => `/consent#${letter?.secret ?? ''}`;
  const open =
    (letter: Letter | undefined): NonNullable<Scene['act']> =>
    async (page, language) => {
      // Whoever gave the code in this link before is not asked again.
      await page.locator('h1').first().waitFor();
      const field = page.getByLabel(say(language, 'consent:code.label'), { exact: true });
      if (!(await field.isVisible())) return;
      await field.fill(letter?.code ?? '');
      await press('consent:code.open')(page, language);
      await field.waitFor({ state: 'detached' });
    };
  const answer = (which: 'agree' | 'refuse' | 'not-mine') => press(`consent:answer.${which}.choice`);
  const { opened, consented, refused, disputed, free, barred, pending, recalled } = checks;
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-in-passkey', path: '/sign-in', server: passkeysAt(address) },
    { name: 'sign-in-provider', path: '/sign-in', server: providerNamed },
    { name: 'sign-in-provider-nowhere', path: '/sign-in/provider' },
    { name: 'sign-in-problems', path: '/sign-in', act: press('app:signIn.act') },
    ...parentScenes,
    { name: 'consent-no-link', path: '/consent' },
    { name: 'consent-closed', path: '/consent#AAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    { name: 'consent-code', path: link(pending.letter) },
    { name: 'consent-code-missing', path: link(pending.letter), act: press('consent:code.open') },
    { name: 'consent-question', path: link(opened.letter), act: open(opened.letter) },
    { name: 'consent-agree', path: link(opened.letter), act: inTurn(open(opened.letter), answer('agree')) },
    {
      name: 'consent-agree-problems',
      path: link(opened.letter),
      act: inTurn(open(opened.letter), answer('agree'), press('consent:answer.agree.send')),
    },
    { name: 'consent-refuse', path: link(opened.letter), act: inTurn(open(opened.letter), answer('refuse')) },
    { name: 'consent-not-mine', path: link(opened.letter), act: inTurn(open(opened.letter), answer('not-mine')) },
    { name: 'consent-agreed', path: link(consented.letter), act: open(consented.letter) },
    {
      name: 'consent-withdraw',
      path: link(consented.letter),
      act: inTurn(open(consented.letter), press('consent:withdraw.open')),
    },
    { name: 'consent-refused', path: link(refused.letter), act: open(refused.letter) },
    { name: 'consent-disputed', path: link(disputed.letter), act: open(disputed.letter) },
    { name: 'consent-told', path: link(free.letter), act: open(free.letter) },
    { name: 'consent-told-barred', path: link(barred.letter), act: open(barred.letter) },
    { name: 'consent-recalled', path: link(recalled.letter), act: open(recalled.letter) },
    ...(['kept', 'late', 'stands', 'corrected'] as const).map((state): Scene => ({
      name: `consent-objection-${state}`,
      path: link(barred.letter),
      server: { address: '/api/consent{,/unlock}', does: 'change', adds: { mayObject: false, course: courses[state] } },
      act: open(barred.letter),
    })),
    {
      name: 'consent-object',
      path: link(barred.letter),
      act: inTurn(open(barred.letter), press('consent:objection.open'), press('consent:objection.act')),
    },
    ...ownPageScenes(checks),
    { name: 'tip', path: '/tip' },
    { name: 'tip-missing', path: '/tip', act: press('tip:send') },
    { name: 'tip-receipt', path: '/tip', act: press('tip:ask.open') },
    { name: 'verify-empty', path: '/verify' },
    { name: 'verify-real', path: `/verify#${verifyHash}` },
    {
      name: 'verify-void',
      path: `/verify#${verifyHash}`,
      server: { address: '/api/voided-numbers/*', does: 'change', adds: { hashes: [voidHash(free.id)] } },
    },
    {
      name: 'verify-no-list',
      path: `/verify#${verifyHash}`,
      server: { address: '/api/voided-numbers/*', does: 'fail' },
    },
    { name: 'verify-cut', path: `/verify#${verifyHash.slice(0, 200)}` },
    { name: 'verify-tampered', path: `/verify#${tamperedHash}` },
    { name: 'verify-other', path: '/verify#HELLO' },
    ...verifierScenes(address, verifyHash, tamperedHash),
    { name: 'sign-in-code', path: '/sign-in', server: codeNeeded, act: chooseDesk },
    {
      name: 'sign-in-code-missing',
      path: '/sign-in',
      server: codeNeeded,
      act: inTurn(chooseDesk, press('app:signIn.act')),
    },
    {
      name: 'sign-in-recovery-code',
      path: '/sign-in',
      server: codeNeeded,
      act: inTurn(chooseDesk, press('app:code.recovery.choose')),
    },
    { name: 'gallery', path: '/gallery', isLoading: true },
  ];
}
