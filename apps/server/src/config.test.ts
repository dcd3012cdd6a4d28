import { expect, it } from 'vitest';
import { readConfig, refuseInsecure } from './config.js';

const environment = {
  DATABASE_URL: 'postgres://application@127.0.0.1/gatehouse',
  GATEHOUSE_DATABASE_OWNER_URL: 'postgres://owner@localhost/gatehouse',
  GATEHOUSE_KEYS: '/keys',
  GATEHOUSE_OPERATOR: 'Invented operator',
  GATEHOUSE_PUBLIC_ADDRESS: 'https://gatehouse.example',
  GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1',
};

it.each([
  ['postgres://application@127.0.0.1/gatehouse'],
  ['postgres://application@[::1]/gatehouse'],
  ['postgres:///gatehouse?host=/var/run/postgresql'],
  ['postgres://application@%2Fvar%2Frun%2Fpostgresql/gatehouse'],
  ['/var/run/postgresql gatehouse'],
  ['postgres://application@database.example/gatehouse?sslmode=verify-full'],
])('production takes a database on this machine, or elsewhere over TLS: %s', (address) => {
  expect(() => refuseInsecure(readConfig({ ...environment, DATABASE_URL: address }))).not.toThrow();
});

it.each([
  ['postgres://application@database.example/gatehouse'],
  ['postgres://application@database.example/gatehouse?sslmode=require'],
  ['postgres://application@/gatehouse?host=database.example'],
  ['postgres://application@127.0.0.1.example/gatehouse'],
])('production takes no other: %s', (address) => {
  for (const name of ['DATABASE_URL', 'GATEHOUSE_DATABASE_OWNER_URL'])
    expect(() => refuseInsecure(readConfig({ ...environment, [name]: address }))).toThrow('configuration-invalid');
});

it.each([
  ['', []],
  ['127.0.0.1', ['127.0.0.1']],
  ['10.0.0.0/24, ::1', ['10.0.0.0/24', '::1']],
])('reads proxies: %j', (text, proxies) => {
  expect(readConfig({ GATEHOUSE_TRUSTED_PROXIES: text }).trustedProxies).toEqual(proxies);
});

it.each([['0.0.0.0/0'], ['::/0'], ['proxy.example'], ['10.0.0.1/33'], ['10.0.0.1/24/2']])(
  'trusts nobody by %s',
  (text) => {
    expect(() => readConfig({ GATEHOUSE_TRUSTED_PROXIES: text })).toThrow('configuration-invalid');
  },
);
