import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server for the tests: its administrator's address, and how to end it. */
export type TestServer = { readonly url: string; readonly stop: () => void };

/** The server that `DATABASE_URL` names, else one of Debian's PostgreSQL started for this run in a folder of its own. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, stop: () => undefined };
  const programs = postgresPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
  const port = await freePort();
  const asServer = (program: string, ...parameters: string[]) => runAsPostgres(join(programs, program), parameters);
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
  asServer(
    'initdb',
    '-D',
    join(folder, 'data'),
    '-U',
    'owner',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  );
  asServer(
    'pg_ctl',
    '-D',
    join(folder, 'data'),
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=100 -c fsync=off -c full_page_writes=off`,
    'start',
  );
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    stop: () => {
      asServer('pg_ctl', '-D', join(folder, 'data'), '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresPrograms(): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest === undefined)
    throw new Error('PostgreSQL is missing: install the package postgresql, or set DATABASE_URL');
  return `/usr/lib/postgresql/${newest}/bin`;
}

/** PostgreSQL refuses to run as root: it runs as the user its package made. */
function runAsPostgres(program: string, parameters: readonly string[]): void {
  const root = process.getuid?.() === 0;
  const [command, words] = root
    ? ['runuser', ['-u', 'postgres', '--', program, ...parameters]]
    : [program, [...parameters]];
  const result = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr.toString()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
