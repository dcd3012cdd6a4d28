import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { readPersonProviderSetting, readProviderSetting } from './provider-setting.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-provider-setting-'));
const [whole, empty, open] = ['secret', 'empty', 'open'].map((name) => join(folder, name)) as [string, string, string];
writeFileSync(whole, 'invented-secret\n', { mode: 0o600 });
writeFileSync(empty, '\n', { mode: 0o600 });
writeFileSync(open, 'invented-secret\n', { mode: 0o640 });
afterAll(() => rmSync(folder, { recursive: true }));

const named = {
  GATEHOUSE_OIDC_ISSUER: 'https://id.example.cn/realms/county',
  GATEHOUSE_OIDC_CLIENT_ID: 'gatehouse',
  GATEHOUSE_OIDC_CLIENT_SECRET_FILE: whole,
};
const read = (environment: Record<string, string>) =>
  readProviderSetting(readConfig(environment), 'https://gatehouse.example.cn');

it('is none where no issuer is named', async () => {
  expect(await read({})).toBeUndefined();
  expect(await read({ ...named, GATEHOUSE_OIDC_ISSUER: '' })).toBeUndefined();
});

it('is read whole, with the secret of its file and the one address to send people home to', async () => {
  const words = { GATEHOUSE_OIDC_NAME: 'County || 县平台', GATEHOUSE_OIDC_SECOND_FACTORS: 'mfa, otp,' };
  expect(await read({ ...named, ...words })).toEqual({
    issuer: 'https://id.example.cn/realms/county',
    clientId: 'gatehouse',
    clientSecret: 'invented-secret',
    name: { en: 'County', zh: '县平台' },
    assurances: ['mfa', 'otp'],
    scope: 'openid',
    redirectAddress: 'https://gatehouse.example.cn/sign-in/provider',
  });
  expect(await read(named)).toMatchObject({ name: { en: 'id.example.cn', zh: 'id.example.cn' }, assurances: [] });
});

it('may be without encryption on the own machine alone', async () => {
  expect(await read({ ...named, GATEHOUSE_OIDC_ISSUER: 'http://127.0.0.1:9000' })).toMatchObject({
    clientId: 'gatehouse',
  });
});

it.each([
  ['an issuer without encryption', { GATEHOUSE_OIDC_ISSUER: 'http://id.example.cn' }, 'GATEHOUSE_OIDC_ISSUER'],
  ['an issuer that is no address', { GATEHOUSE_OIDC_ISSUER: 'county' }, 'GATEHOUSE_OIDC_ISSUER'],
  ['an issuer with a query', { GATEHOUSE_OIDC_ISSUER: 'https://id.example.cn/?a=b' }, 'GATEHOUSE_OIDC_ISSUER'],
  ['a secret that others may read', { GATEHOUSE_OIDC_CLIENT_SECRET_FILE: open }, 'others may read'],
  ['no client', { GATEHOUSE_OIDC_CLIENT_ID: '' }, 'GATEHOUSE_OIDC_CLIENT_ID'],
  ['no file', { GATEHOUSE_OIDC_CLIENT_SECRET_FILE: '' }, 'GATEHOUSE_OIDC_CLIENT_SECRET_FILE'],
  [
    'a file that is not there',
    { GATEHOUSE_OIDC_CLIENT_SECRET_FILE: join(folder, 'none') },
    'GATEHOUSE_OIDC_CLIENT_SECRET_FILE',
  ],
  ['an empty file', { GATEHOUSE_OIDC_CLIENT_SECRET_FILE: empty }, 'GATEHOUSE_OIDC_CLIENT_SECRET_FILE'],
])('is refused with %s, and the variable is named', async (_what, change, variable) => {
  const problem = await read({ ...named, ...change }).catch(
    (error: { parameters: { problem: string } }) => error.parameters.problem,
  );
  expect(problem).toContain(variable);
  expect(problem).not.toContain(folder);
});

const person = {
  GATEHOUSE_IDENTITY_ISSUER: 'https://identity.example.cn',
  GATEHOUSE_IDENTITY_CLIENT_ID: 'gatehouse',
  GATEHOUSE_IDENTITY_CLIENT_SECRET_FILE: whole,
  GATEHOUSE_IDENTITY_ASSURANCES: 'in-person',
  GATEHOUSE_IDENTITY_NUMBER_CLAIM: 'verified.number',
};
const readPerson = (environment: Record<string, string>) =>
  readPersonProviderSetting(readConfig(environment), 'https://gatehouse.example.cn');

it('of electronic identities is read whole, with where name and number stand', async () => {
  expect(await readPerson({})).toBeUndefined();
  expect(await readPerson(person)).toEqual({
    issuer: 'https://identity.example.cn',
    clientId: 'gatehouse',
    clientSecret: 'invented-secret',
    name: { en: 'identity.example.cn', zh: 'identity.example.cn' },
    assurances: ['in-person'],
    scope: 'openid profile',
    redirectAddress: 'https://gatehouse.example.cn/own-page/identity',
    claims: { name: 'name', number: 'verified.number', documentType: 'resident_id' },
  });
});

it.each([
  ['no word that says how identity was proven', { GATEHOUSE_IDENTITY_ASSURANCES: '' }, 'GATEHOUSE_IDENTITY_ASSURANCES'],
  ['no place of the number', { GATEHOUSE_IDENTITY_NUMBER_CLAIM: '' }, 'GATEHOUSE_IDENTITY_NUMBER_CLAIM'],
  ['a document of no kind', { GATEHOUSE_IDENTITY_DOCUMENT: 'library_card' }, 'GATEHOUSE_IDENTITY_DOCUMENT'],
  ['an issuer without encryption', { GATEHOUSE_IDENTITY_ISSUER: 'http://id.example.cn' }, 'GATEHOUSE_IDENTITY_ISSUER'],
])('of electronic identities is refused with %s, and the variable is named', async (_what, change, variable) => {
  const problem = await Promise.resolve()
    .then(() => readPerson({ ...person, ...change }))
    .catch((error: { parameters: { problem: string } }) => error.parameters.problem);
  expect(problem).toContain(variable);
});
