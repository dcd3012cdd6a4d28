import { mkdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { type Config, type Mode, refuseInsecure } from './config.js';
import { type House, houseOf, publicAddressOf } from './house.js';
import { type Clock, systemClock } from './kernel/clock.js';
import { type DataFolderStamp, dataFolders, stampDataFolder } from './kernel/data-folder.js';
import { type Database, type DatabaseLocation, openDatabase } from './kernel/database/database.js';
import { type FolderLock, lockFolder } from './kernel/database/folder-lock.js';
import { migrate, readMigrations } from './kernel/database/migrate.js';
import { describeDrift, findSchemaDrift } from './kernel/database/schema-drift.js';
import { refuse } from './kernel/errors.js';
import { openFileStore, openSpool } from './kernel/files/index.js';
import { healthRoute, kernelChecks, type NodeDescription } from './kernel/http/health.js';
import type { Route } from './kernel/http/route.js';
import { countRefusedRequests, type RefusedRequests } from './kernel/http/refused-requests.js';
import { buildHttp } from './kernel/http/server.js';
import { type JobHandler, openJobs, prepareJobs } from './kernel/jobs.js';
import type { Kernel } from './kernel/kernel.js';
import { createKeyRing, type KeyRing } from './kernel/keys/index.js';
import { createLog, type Log } from './kernel/log.js';
import type { MessageReceivers, Module, ModuleParts } from './kernel/module.js';
import { publicViewer } from './kernel/viewer.js';
import { demonstrationDesks } from './demonstration/country.js';
import { demonstrationPassword } from './modules/access/index.js';
import {
  type ClosedLog,
  logGapView,
  openLastingList,
  reapplyLostActs,
  writeLastingActs,
} from './modules/journal/index.js';
import type { DeliveryProviders } from './modules/messages/index.js';
import { makeNodeKeys, openNodeKeys } from './node-keys.js';
import { loadNodeLaw } from './node-law.js';
import { readPersonProviderSetting, readProviderSetting } from './provider-setting.js';
import { readWitnessPolicy } from './witness-policy.js';

const version = '0.1.0';

/** A node, open: its kernel, its HTTP server (not listening yet), its loops. */
export type Node = {
  readonly kernel: Kernel;
  readonly http: FastifyInstance;
  readonly mode: Mode;
  /** Every route of its modules, for what proves a rule over all of them. */
  readonly routes: readonly Route[];
  /** Begins to work jobs and loops. */
  readonly start: () => void;
  /**
   * Does all that is due now: every loop once, then every job and, as long as there are any, the loops that come every few seconds. For a node that was not started and whose clock is
   * moved by hand, since loops wait by the machine's clock.
   */
  readonly turn: () => Promise<void>;
  /** Lets what runs end, then closes everything. */
  readonly close: () => Promise<void>;
};

/** What a test may put in the place of the real thing. */
export type NodeOptions = {
  readonly clock?: Clock;
  /** Takes messages of the exchange in the modules' place. */
  readonly receives?: MessageReceivers;
  /** Lets messages to people leave in the configured ways' place. */
  readonly providers?: DeliveryProviders;
  /** Whether canaries are sent by themselves; left out where a clock that jumps would make their way silent. */
  readonly sendsCanaries?: boolean;
  /** Draws the blind share in chance's place: 1 draws nobody. */
  readonly draw?: () => number;
  /** Whether roles that reach personal data ask for a second factor, in the mode's place. No setting reaches it. */
  readonly isFactorForced?: boolean;
  /** Takes the lines of the process log in the standard output's place. */
  readonly writeLog?: (line: string) => void;
  /** Modules beside those of the house, or in the place of the one that has the same name. */
  readonly modules?: readonly Module[];
};

/**
 * Opens a node: data folder, keys, database (migrated), modules of its roles, HTTP.
 * @throws DomainError `configuration-invalid`, `data-folder-locked`, `database-schema-unknown`,
 * `database-schema-drifted`, `log-ahead-of-database`
 */
export async function openNode(config: Config, options: NodeOptions = {}): Promise<Node> {
  const clock = options.clock ?? systemClock();
  // Before anything is made: a folder once stamped keeps its stamp, and keys once made would lie in it.
  if (config.mode === 'production') refuseInsecure(config);
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(config.dataFolder);
  try {
    const stamp = await stampDataFolder(config.dataFolder, config.mode, clock.now(), () => makeNodeKeys(config, clock));
    const mode = stamp.mode as Mode;
    if (mode === 'production') refuseInsecure(config);
    return await openLocked(config, mode, stamp, clock, lock, options);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(
  config: Config,
  mode: Mode,
  stamp: DataFolderStamp,
  clock: Clock,
  lock: FolderLock,
  options: NodeOptions,
): Promise<Node> {
  const folders = dataFolders(config.dataFolder);
  const { writeLog } = options;
  const log = createLog(config.logLevel, writeLog && { write: writeLog });
  const keys = createKeyRing(await openNodeKeys(config, stamp.node), { now: clock.now });
  const house = houseOf({
    config,
    mode,
    node: stamp.node,
    createdAt: stamp.createdAt,
    law: await loadNodeLaw(config, mode, folders.lawPacks),
    witnesses: await readWitnessPolicy(config.witnesses),
    provider: await readProviderSetting(config, publicAddressOf(config)),
    personProvider: await readPersonProviderSetting(config, publicAddressOf(config)),
    keys,
    clock,
    log,
    receives: options.receives,
    providers: options.providers,
    draw: options.draw,
    sendsCanaries: options.sendsCanaries,
    isFactorForced: options.isFactorForced,
    modules: options.modules ?? [],
  });
  const database = await openDatabase(locationOf(config), {
    maximumConnections: config.databaseConnections,
    loginPassword: async (databaseName) =>
      Buffer.from(keys.token('kernel.database-login', databaseName)).toString('hex'),
    prepare: async (client) => {
      await migrate(client, await readMigrations(['kernel', ...house.modules.map((module) => module.name)]));
      const queues = house.modules.flatMap((module) => module.queues);
      await prepareJobs(client, queues);
      await settleDrift(client, mode, log);
    },
  });
  try {
    return await openOn(database, house, { config, mode, clock, log, keys, lock });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What a node stands on before its database is open. */
type Ground = {
  readonly config: Config;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: KeyRing;
  readonly lock: FolderLock;
};

async function openOn(database: Database, house: House, ground: Ground): Promise<Node> {
  const handlers = new Map<string, JobHandler>();
  const { journal } = await house.journal.open(database);
  const jobs = await openJobs(database, ground.log, handlers);
  try {
    return await openHouse({ database, journal, jobs }, house, handlers, ground);
  } catch (error) {
    await jobs.stop();
    throw error;
  }
}

async function openHouse(
  running: Pick<Kernel, 'database' | 'journal' | 'jobs'>,
  house: House,
  handlers: Map<string, JobHandler>,
  { config, mode, clock, log, keys, lock }: Ground,
): Promise<Node> {
  const folders = dataFolders(config.dataFolder);
  const [files, derived] = [openFileStore(folders.files, keys), openFileStore(folders.derived, keys)];
  const spool = openSpool(folders.spool);
  const lookLimits = { perHour: config.looksPerHour, perDay: config.looksPerDay };
  const kernel: Kernel = { ...running, clock, log, keys, files, derived, spool, lookLimits };
  const parts = await Promise.all(house.modules.map((module) => module.parts(kernel)));
  house.settle(parts);
  for (const [queue, handler] of parts.flatMap((part) => Object.entries(part.jobs ?? {}))) handlers.set(queue, handler);
  const lasting = await openLastingList(config.lastingActs || folders.lastingActs, keys);
  await reapplyLostActs(kernel, lasting, parts);
  const local = new WeakSet<Socket>();
  const refused = countRefusedRequests(kernel);
  const description = descriptionOf(config, mode, house.journal.closed());
  const http = await httpOf(kernel, config, description, parts, { local, refused });
  // The socket answers from now on, whether or not anybody listens on a port.
  await http.ready();
  answerLocally(lock, http, local);
  const routes = parts.flatMap((part) => part.routes ?? []);
  return {
    kernel,
    http,
    mode,
    routes,
    ...lifeOf(kernel, http, [...parts, { loops: [writeLastingActs(kernel, lasting), refused.loop] }], lock),
  };
}

/** A schema that was changed by hand is not served in production; elsewhere it is said, and doctor names it. */
async function settleDrift(client: pg.ClientBase, mode: Mode, log: Log): Promise<void> {
  const differences = await findSchemaDrift(client);
  if (differences.length === 0) return;
  if (mode === 'production') refuse('database-schema-drifted', { differences: describeDrift(differences) });
  log.warn({ differences }, 'the schema of the database differs from what the migrations make');
}

function httpOf(
  kernel: Kernel,
  config: Config,
  description: NodeDescription,
  parts: readonly ModuleParts[],
  { local, refused }: { readonly local: WeakSet<Socket>; readonly refused: RefusedRequests },
): Promise<FastifyInstance> {
  const checks = [...kernelChecks(kernel), ...parts.flatMap((part) => part.health ?? [])];
  return buildHttp(kernel, {
    routes: [healthRoute(checks, description), ...parts.flatMap((part) => part.routes ?? [])],
    authenticate: async (credentials) => {
      for (const part of parts) {
        const viewer = await part.authenticate?.(credentials);
        if (viewer !== undefined) return viewer;
      }
      return publicViewer;
    },
    refused,
    isLocal: (connection) => local.has(connection),
    operatorName: userInfo().username,
    perMinute: config.requestsPerMinute,
    trustedProxies: config.trustedProxies,
    version,
    publicFolders: {
      web: fileURLToPath(new URL('../../web/dist', import.meta.url)),
      log: dataFolders(config.dataFolder).log,
    },
    secureCookies: config.publicAddress.startsWith('https://'),
  });
}

/** The lock's socket answers the same routes, to the operator at the machine. */
function answerLocally(lock: FolderLock, http: FastifyInstance, local: WeakSet<Socket>): void {
  lock.server.on('connection', (connection) => {
    local.add(connection);
    http.server.emit('connection', connection);
  });
}

function descriptionOf(config: Config, mode: Mode, closed: readonly ClosedLog[]): NodeDescription {
  const description = { version, mode, operator: config.operator, gaps: closed.map(logGapView) };
  if (mode !== 'demo') return description;
  return { ...description, demonstration: { accounts: [...demonstrationDesks], password: demonstrationPassword } };
}

function lifeOf(
  kernel: Kernel,
  http: FastifyInstance,
  parts: readonly ModuleParts[],
  lock: FolderLock,
): Pick<Node, 'start' | 'turn' | 'close'> {
  const loops = parts.flatMap((part) => part.loops ?? []);
  return {
    start: () => {
      kernel.jobs.start();
      for (const loop of loops) loop.start();
    },
    turn: async () => {
      for (const loop of loops) await loop.turn();
      const soon = loops.filter(({ isSlow }) => isSlow !== true);
      while ((await kernel.jobs.drain()) > 0) for (const loop of soon) await loop.turn();
    },
    close: async () => {
      await http.close();
      await kernel.jobs.stop();
      for (const loop of loops) await loop.stop();
      await kernel.database.close();
      await lock.release();
    },
  };
}

/** Where the database of a node is. */
export function locationOf(config: Config): DatabaseLocation {
  if (config.databaseUrl === '') return { engine: 'embedded', folder: dataFolders(config.dataFolder).database };
  return {
    engine: 'postgres',
    url: config.databaseUrl,
    ownerUrl: config.databaseOwnerUrl === '' ? null : config.databaseOwnerUrl,
  };
}
