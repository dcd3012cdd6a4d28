import { type Config, type Mode, refuseInsecure } from './config.js';
import { originOf } from './house.js';
import { systemClock } from './kernel/clock.js';
import { dataFolders, readDataFolderStamp } from './kernel/data-folder.js';
import { openDatabase } from './kernel/database/database.js';
import { lockFolder } from './kernel/database/folder-lock.js';
import { migrate, readMigrations } from './kernel/database/migrate.js';
import { refuse } from './kernel/errors.js';
import { createKeyRing } from './kernel/keys/index.js';
import { createLog } from './kernel/log.js';
import { findGaps, type JournalOptions, type LogGap, recoverLog } from './modules/journal/index.js';
import { locationOf } from './node.js';
import { openNodeKeys } from './node-keys.js';

/** What the operator declares: why the entries are missing, and in whose name. Both are said in public and for good. */
export type Declaration = { readonly reason: string; readonly operator: string };

/**
 * Closes a log that its database lies behind and opens the next one, whose first entry declares the gap. Without a declaration
 * it only says what would be declared. The node must not run.
 * @throws DomainError `log-not-ahead` where nothing is missing, `data-folder-locked`, `configuration-invalid`
 */
export async function recoverNode(config: Config, declaration?: Declaration): Promise<readonly LogGap[]> {
  const stamp = await readDataFolderStamp(config.dataFolder);
  const mode = stamp.mode as Mode;
  if (mode === 'production') refuseInsecure(config);
  const lock = await lockFolder(config.dataFolder);
  try {
    const clock = systemClock();
    const keys = createKeyRing(await openNodeKeys(config, stamp.node), { now: clock.now });
    const database = await openDatabase(locationOf(config), {
      maximumConnections: config.databaseConnections,
      loginPassword: async (name) => Buffer.from(keys.token('kernel.database-login', name)).toString('hex'),
      prepare: async (client) => void (await migrate(client, await readMigrations(['kernel', 'access', 'journal']))),
    });
    try {
      const log = createLog(config.logLevel);
      const folder = dataFolders(config.dataFolder).log;
      const origin = originOf(stamp.node, mode, config);
      const options: JournalOptions = { database, clock, log, keys, node: stamp.node, folder, origin };
      const gaps = await findGaps(options);
      if (gaps.length === 0) refuse('log-not-ahead');
      if (declaration === undefined) return gaps;
      await recoverLog(options, { kind: 'operator', name: declaration.operator }, declaration.reason);
      return gaps;
    } finally {
      await database.close();
    }
  } finally {
    await lock.release();
  }
}
