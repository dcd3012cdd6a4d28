import { readFile, stat } from 'node:fs/promises';
import { DomainError } from '@gatehouse/server/errors';
import { type ApiClient, apiClient, overHttp } from '../api-client.js';
import type { Io } from '../io.js';

/**
 * The node at GATEHOUSE_ADDRESS, as the owner of the API token in GATEHOUSE_TOKEN_FILE or GATEHOUSE_TOKEN. A token is never an
 * argument: every account of the machine can read those.
 * @throws DomainError `configuration-invalid`
 */
export async function clientFromEnvironment({ environment }: Io): Promise<ApiClient> {
  const address = environment.GATEHOUSE_ADDRESS ?? '';
  const token = await tokenOf(environment.GATEHOUSE_TOKEN_FILE ?? '', environment.GATEHOUSE_TOKEN ?? '');
  if (!URL.canParse(address))
    misses('GATEHOUSE_ADDRESS must be the address of a node, for example https://check.example.');
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    misses('GATEHOUSE_ADDRESS must begin with https://: a token is not sent in clear to another machine.');
  }
  if (token === '')
    misses('Set GATEHOUSE_TOKEN_FILE to a file that holds an API token, or GATEHOUSE_TOKEN to the token.');
  return apiClient(overHttp(address, token));
}

async function tokenOf(file: string, given: string): Promise<string> {
  if (file === '') return given.trim();
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) misses('Others may read GATEHOUSE_TOKEN_FILE; chmod 600 it.');
  return (await readFile(file, 'utf8')).trim();
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

function misses(problem: string): never {
  throw new DomainError('configuration-invalid', { problem });
}
