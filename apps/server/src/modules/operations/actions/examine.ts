import type { Finding } from '@gatehouse/contract';
import { describeDrift, findSchemaDrift } from '../../../kernel/database/schema-drift.js';
import { DomainError } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { cryptographyOf, newestEpoch, readCustody } from '../../../kernel/keys/index.js';
import { examineAddress } from './examine-address.js';
import { examineEntries } from './examine-entries.js';
import { examineDisk, examineMemory } from './examine-machine.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { KeyPlace } from './renew-keys.js';
import { tokenKeyProgress } from './renew-token-key.js';

/** The limits of an examination. */
const limits = {
  /** PostgreSQL 15, as `server_version_num` says it. */
  oldestEngine: 150_000,
  /** Largest difference between the clocks of node and database, in milliseconds. */
  clockDifference: 5000,
  /** Longest an entry may wait for its place in the log, in milliseconds. */
  longestWait: 10_000,
  /** Longest the log may go without enough witnesses, in milliseconds. */
  longestUnwitnessed: 3_600_000,
  /** How long one key may wrap data keys, in days (NIST SP 800-57 part 1 rev. 5, table 1: a key-wrapping key, two years at most). */
  longestWrapping: 730,
  /** How long after its drawing, or after the last time, a custody may go untried, in days: the drill of a restore is once a year. */
  longestUntested: 365,
  /** How long a custody that was never tried may be, in days. */
  firstTest: 30,
};

const cryptographyWords = {
  international: { en: 'international', zh: '国际算法' },
  commercial: { en: 'Chinese commercial', zh: '商用密码算法' },
} as const;

type Words = Omit<Finding, 'name' | 'state'>;
type Examination = () => Promise<{ readonly wrong: Words | undefined; readonly right: Words }>;

/** How the log stands to those who witness it; undefined where nobody does. */
export type ExaminedLog = { readonly witnessed: () => WitnessedLog | undefined };
type WitnessedLog = {
  readonly witnessed: { readonly size: number; readonly at: Date } | undefined;
  readonly witnesses: readonly { readonly name: string; readonly trouble: string | null }[];
};

/** Examines a node from inside. What cannot be examined fails by its name; nothing here says anything about a person. */
export async function examine(
  kernel: Kernel,
  node: { readonly dataFolder: string; readonly mode: string; readonly publicAddress: string } & KeyPlace,
  witnessed: ExaminedLog['witnessed'],
): Promise<Finding[]> {
  const examinations: Readonly<Record<string, Examination>> = {
    database: () => examineEngine(kernel),
    'row-security': () => examineRowSecurity(kernel),
    schema: () => examineSchema(kernel),
    clock: () => examineClock(kernel),
    journal: () => examineJournal(kernel),
    'journal-entries': () => examineEntries(kernel),
    'log-gaps': () => examineGaps(kernel),
    'log-witnesses': () => examineWitnesses(kernel, witnessed()),
    'lasting-acts': () => examineLasting(kernel),
    keys: () => examineKeys(kernel),
    'key-custody': () => examineCustody(kernel, node),
    'key-module': () => examineKeyModule(kernel),
    disk: () => examineDisk(node.dataFolder),
    memory: () => examineMemory(node.mode),
    'public-address': () => examineAddress({ address: node.publicAddress }, kernel.clock.now()),
  };
  const findings: Finding[] = [];
  for (const [name, examination] of Object.entries(examinations)) {
    try {
      const { wrong, right } = await examination();
      findings.push({ name, state: wrong === undefined ? 'fits' : 'fails', ...(wrong ?? right) });
    } catch (error) {
      kernel.log.error({ err: error }, 'an examination failed');
      findings.push({
        name,
        state: 'fails',
        en: 'It could not be examined; see the log of the process.',
        zh: '无法检查，请查看进程日志。',
      });
    }
  }
  return findings;
}

async function firstRow<Row extends object>(kernel: Kernel, text: string): Promise<Row> {
  const { rows } = await kernel.database.asOwner((client) => client.query<Row>(text));
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered no row');
  return row;
}

async function examineEngine(kernel: Kernel) {
  const { version } = await firstRow<{ version: number }>(
    kernel,
    `select current_setting('server_version_num')::integer as version`,
  );
  const old = { en: 'PostgreSQL is older than 15; upgrade it.', zh: 'PostgreSQL 版本低于 15，请升级。' };
  const name = `${kernel.database.engine} ${Math.floor(version / 10_000)}`;
  return { wrong: version < limits.oldestEngine ? old : undefined, right: { en: name, zh: name } };
}

async function examineRowSecurity(kernel: Kernel) {
  const { tables } = await firstRow<{ tables: string | null }>(
    kernel,
    `select string_agg(n.nspname || '.' || c.relname, ', ' order by 1) as tables
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in (select distinct split_part(name, '/', 1) from kernel.migration)
        and n.nspname || '.' || c.relname <> all (array ['kernel.migration', 'kernel.viewer_secret'])
        and not (c.relrowsecurity and c.relforcerowsecurity)`,
  );
  const open = {
    en: `Row security is not forced on ${tables}; somebody changed the schema by hand. Restore it.`,
    zh: `以下表未强制行级安全：${tables}。结构被人为更改，请恢复。`,
  };
  return { wrong: tables === null ? undefined : open, right: { en: 'forced on every table', zh: '各表均已强制' } };
}

async function examineSchema(kernel: Kernel) {
  const differences = await kernel.database.asOwner((client) => findSchemaDrift(client));
  const named = describeDrift(differences);
  const drifted = {
    en: `It differs from what the migrations make (${named}); put it back as the migrations have it.`,
    zh: `与迁移所建结构不一致（${named}），请恢复为迁移所建的结构。`,
  };
  const right = { en: 'as the migrations make it', zh: '与迁移一致' };
  return { wrong: differences.length > 0 ? drifted : undefined, right };
}

async function examineClock(kernel: Kernel) {
  const { at, last } = await firstRow<{ at: Date; last: Date | null }>(
    kernel,
    'select clock_timestamp() as at, (select max(at) from journal.entry) as last',
  );
  const now = kernel.clock.now().getTime();
  const differs = Math.abs(at.getTime() - now) > limits.clockDifference;
  const behind = last !== null && last.getTime() > now + limits.clockDifference;
  const en =
    'The clock differs from the database’s or lies before the last entry; set it by NTP before anything is written.';
  const zh = '时钟与数据库不一致，或早于最后一条日志；请先用 NTP 校准。';
  return {
    wrong: differs || behind ? { en, zh } : undefined,
    right: { en: 'agrees with the database', zh: '与数据库一致' },
  };
}

type JournalState = {
  readonly size: number;
  readonly waiting: number;
  readonly since: Date | null;
  /** Entries less places and what waits for one. */
  readonly lost: number;
};

async function examineJournal(kernel: Kernel) {
  kernel.journal.assertKeepingUp();
  const { size, waiting, since, lost } = await firstRow<JournalState>(
    kernel,
    `select coalesce((select tree_size from journal.head), 0)::bigint as size, count(*)::bigint as waiting,
            min(entry.at) as since,
            (select count(*) from journal.entry) - (select count(*) from journal.place)
              - (select count(*) from journal.staged) as lost
       from journal.staged join journal.entry on entry.id = staged.entry_id`,
  );
  const late = since !== null && kernel.clock.now().getTime() - since.getTime() > limits.longestWait;
  const stuck = {
    en: `${waiting} entries have waited too long for their place; a stopped node places them at its next start.`,
    zh: `${waiting} 条日志等待过久；已停止的节点会在下次启动时处理。`,
  };
  // Places name their entries without a foreign key; that both still fit is looked at here.
  const unfit = {
    en: `The places of the log do not fit its entries (${lost} more or fewer); stop writing and compare with a backup.`,
    zh: `日志位置与条目不符（相差 ${lost} 条）；请停止写入并与备份核对。`,
  };
  const right = { en: `${size} entries, ${waiting} waiting`, zh: `已有 ${size} 条，等待 ${waiting} 条` };
  return { wrong: lost !== 0 ? unfit : late ? stuck : undefined, right };
}

/** A declared gap is no fault that could be mended, and is said at every examination all the same. */
async function examineGaps(kernel: Kernel) {
  const { gaps } = await firstRow<{ gaps: { origin: string; size: number; held: number; reason: string }[] | null }>(
    kernel,
    `select json_agg(json_build_object('origin', origin, 'size', size, 'held', held, 'reason', reason) order by log) as gaps
       from journal.closed_log`,
  );
  const en = gaps?.map((gap) => `${gap.origin}: ${gap.size} published, ${gap.held} held (${gap.reason})`).join('; ');
  const zh = gaps
    ?.map((gap) => `${gap.origin}：已公布 ${gap.size} 条，保有 ${gap.held} 条（${gap.reason}）`)
    .join('；');
  const none = { en: 'none was ever declared', zh: '从未声明缺口' };
  const declared = { en: `declared and kept in view: ${en ?? ''}.`, zh: `已声明并持续公示：${zh ?? ''}。` };
  return { wrong: undefined, right: gaps === null ? none : declared };
}

/** Since when nobody outside has seen the log grow, and which witnesses make trouble. */
async function examineWitnesses(kernel: Kernel, log: WitnessedLog | undefined) {
  if (log === undefined) return { wrong: undefined, right: { en: 'nobody was named', zh: '未指定见证方' } };
  const { size } = await firstRow<{ size: number }>(
    kernel,
    'select coalesce((select tree_size from journal.head), 0)::bigint as size',
  );
  const { witnessed } = log;
  const trouble = log.witnesses.flatMap(({ name, trouble }) => (trouble === null ? [] : [`${name} (${trouble})`]));
  const names = trouble.length === 0 ? '' : ` ${trouble.join(', ')}`;
  const since = witnessed?.at.toISOString();
  const now = kernel.clock.now().getTime();
  const isLate =
    witnessed === undefined || (witnessed.size < size && now - witnessed.at.getTime() > limits.longestUnwitnessed);
  const knowsMore = log.witnesses.some((witness) => witness.trouble === 'knows-more');
  const en = witnessed === undefined ? 'not witnessed yet' : `${witnessed.size} entries witnessed at ${since}`;
  const zh = witnessed === undefined ? '尚无见证' : `已见证 ${witnessed.size} 条（${since}）`;
  const wrong = knowsMore
    ? {
        en: `A witness has seen a larger log than this one: it was put back to an earlier state.${names}`,
        zh: `见证方见过更大的日志：本日志曾被还原至较早状态。${names}`,
      }
    : { en: `The log is unwitnessed: ${en}.${names}`, zh: `日志缺少见证：${zh}。${names}` };
  return { wrong: isLate || knowsMore ? wrong : undefined, right: { en: `${en}${names}`, zh: `${zh}${names}` } };
}

/** Acts that were lost with the database and that only people can do again. */
async function examineLasting(kernel: Kernel) {
  const { again, left } = await firstRow<{ again: number; left: string | null }>(
    kernel,
    `select count(*) filter (where outcome <> 'by_hand')::int as again,
            string_agg(act || ' ' || object_kind || ' ' || object_id, ', ' order by act) filter (where outcome = 'by_hand') as left
       from journal.reapplied_act`,
  );
  const en = left === null ? '' : ` To be done again by people: ${left}.`;
  const zh = left === null ? '' : ` 须由人员重新办理：${left}。`;
  return {
    wrong: undefined,
    right: { en: `${again} done again after a restore.${en}`, zh: `恢复后已重做 ${again} 项。${zh}` },
  };
}

/** Whether the key that wraps data keys is due to be renewed, and whether a renewal is on its way. */
async function examineKeys(kernel: Kernel) {
  const described = kernel.keys.describe();
  const newest = newestEpoch(described, 'wrapping') ?? '';
  const { left } = await firstRow<{ left: number }>(
    kernel,
    `select count(*)::int as left from kernel.data_key where destroyed_at is null and key_id <> '${newest}'`,
  );
  const createdAt = described.keys.find(({ id }) => id === newest)?.createdAt ?? '';
  const days = Math.floor((kernel.clock.now().getTime() - new Date(createdAt).getTime()) / 86_400_000);
  const old = {
    en: `${newest} has wrapped data keys for ${days} days: gatehouse keys renew.`,
    zh: `${newest} 已使用 ${days} 天，请执行 gatehouse keys renew。`,
  };
  const cryptography = cryptographyWords[cryptographyOf(described)];
  const { inForce, isRenewing, left: rows } = await tokenKeyProgress(kernel, systemViewer('maintenance'));
  const found = rows.reduce((sum, one) => sum + one.rows, 0);
  const tokens = isRenewing
    ? { en: `, ${found} rows by older ones`, zh: `，尚有 ${found} 行未更换` }
    : { en: '', zh: '' };
  const right = {
    en: `${newest}, ${days} days old; ${left} data keys under older ones; rows found by ${inForce}${tokens.en}; ${cryptography.en} cryptography`,
    zh: `${newest}，已用 ${days} 天；旧密钥下尚有 ${left} 个数据密钥；查找密钥 ${inForce}${tokens.zh}；${cryptography.zh}`,
  };
  return { wrong: days > limits.longestWrapping ? old : undefined, right };
}

/** Whether two of three people could open a copy of the keys, and when that was last tried. */
async function examineCustody(kernel: Kernel, { keyFolder, mode }: { readonly mode: string } & KeyPlace) {
  const custody = keyFolder === undefined ? undefined : await readCustody(keyFolder);
  if (custody === undefined) {
    const none = {
      en: 'none was drawn; the keys are as safe as their copies: gatehouse keys custody --out FOLDER',
      zh: '尚未设立分持保管，密钥仅靠副本保全：gatehouse keys custody --out 目录',
    };
    return { wrong: mode === 'production' && keyFolder !== undefined ? none : undefined, right: none };
  }
  const since = custody.testedAt ?? custody.drawnAt;
  const days = Math.floor((kernel.clock.now().getTime() - new Date(since).getTime()) / 86_400_000);
  const never = custody.testedAt === null;
  const untried = {
    en: `${custody.custody} ${never ? 'was never tried' : `was last tried ${days} days ago`}: gatehouse keys custody test.`,
    zh: `${custody.custody} ${never ? '从未演练' : `上次演练在 ${days} 天前`}：gatehouse keys custody test。`,
  };
  const tried = { en: `${custody.custody}, tried ${days} days ago`, zh: `${custody.custody}，${days} 天前演练` };
  const isLate = days > (never ? limits.firstTest : limits.longestUntested);
  return { wrong: isLate ? untried : undefined, right: never ? untried : tried };
}

/** Whether the hardware module that holds keys answers, where one does. */
async function examineKeyModule({ keys }: Kernel) {
  const { provider } = keys.describe();
  const begun = performance.now();
  try {
    await keys.probe();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { place, problem } = error.parameters;
    const wrong = {
      en: `The module does not answer (${place}: ${problem}); what is sealed cannot be opened until it does.`,
      zh: `密码模块无应答（${place}：${problem}），恢复前无法解密。`,
    };
    return { wrong, right: wrong };
  }
  const took = Math.round(performance.now() - begun);
  const none = { en: 'no module holds keys', zh: '未使用密码模块' };
  const answers = { en: `answers in ${took} ms`, zh: `应答用时 ${took} 毫秒` };
  return { wrong: undefined, right: provider === 'module' ? answers : none };
}
