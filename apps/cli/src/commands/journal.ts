import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  explainProblem,
  keyInChain,
  originInChain,
  noteVerifier,
  parseSm2NoteKey,
  parseVerifierKey,
  parseWitnessPolicy,
  type Sm2NoteKey,
  sm2NoteKey,
  sm2NoteVerifier,
  type SignedNote,
  type VerifierKey,
  verifyLog,
  verifyNote,
  type WitnessPolicy,
} from '@gatehouse/merkle';
import { readConfig, sm2Verify } from '@gatehouse/server';
import { type Io, say } from '../io.js';
import { compareCommand } from './compare-witnesses.js';
import { readWitnessed, wordsOfWitnessed } from './witnessed-head.js';
import { chainOf, fromAddress, fromFolder, type PlacedLog, readOpening } from './log-chain.js';
import { recoverCommand } from './recover.js';
import { verifierCommand } from './verifier.js';
import { witnessCommand } from './witness.js';

/** Exit statuses of `verify`: pinned and fitting, not fitting, fitting but the key is not pinned. */
const verifyStatus = { 'verified-and-pinned': 0, 'does-not-verify': 1, 'consistent-but-not-pinned': 3 } as const;

/** `journal export`, `journal verify`, `journal compare`, `journal witness`, `journal verifier`, `journal recover`: the log for those outside the node. */
export async function journalCommand(words: string[], io: Io): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'export') return exportLog(rest, io);
  if (verb === 'verify') return verifyPublishedLog(rest, io);
  if (verb === 'compare') return compareCommand(rest, io);
  if (verb === 'witness') return witnessCommand(rest, io);
  if (verb === 'verifier') return verifierCommand(rest, io);
  if (verb === 'recover') return recoverCommand(rest, io);
  say(
    io,
    'gatehouse journal export --out DIR',
    'gatehouse journal verify DIR|URL [--vkey FILE | --policy FILE] [--sm2-vkey FILE]',
    'gatehouse journal compare URL --policy FILE [--out DIR]',
    'gatehouse journal witness --folder DIR --log VKEY-FILE [--log …] [--name NAME] [--port 8099]',
    'gatehouse journal verifier --out FILE',
    'gatehouse journal recover [--reason WORDS]',
  );
  return 2;
}

/** Copies the published logs; each checkpoint last, so that the copy is never ahead of its tiles. */
async function exportLog(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options: { out: { type: 'string' } } });
  if (values.out === undefined) {
    say(io, 'Say where to: gatehouse journal export --out DIR. 请用 --out 指定目录。');
    return 2;
  }
  const first = join(readConfig(io.environment).dataFolder, 'log');
  const later = (await readdir(first)).filter((name) => /^log-\d+$/.test(name));
  for (const name of ['', ...later]) await exportOne(join(first, name), join(values.out, name));
  say(io, `The log was written to ${values.out}. 日志已导出至 ${values.out}。`);
  if (later.length > 0) {
    say(
      io,
      `It is a chain of ${later.length + 1} logs, since gaps were declared. 因曾声明缺口，共有 ${later.length + 1} 段日志。`,
    );
  }
  return 0;
}

async function exportOne(log: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const checkpoint = await readFile(join(log, 'checkpoint'));
  await cp(join(log, 'tile'), join(out, 'tile'), { recursive: true });
  for (const name of ['vkey', 'sm2.vkey', 'opening', 'closed', 'witnessed', 'policy']) {
    if (existsSync(join(log, name))) await cp(join(log, name), join(out, name));
  }
  await writeFile(join(out, 'checkpoint'), checkpoint);
}

async function verifyPublishedLog(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { vkey: { type: 'string' }, policy: { type: 'string' }, 'sm2-vkey': { type: 'string' } },
    allowPositionals: true,
  });
  const [place] = positionals;
  if (place === undefined) {
    say(io, 'Say what to verify: a folder or an address. 请指定目录或网址。');
    return 2;
  }
  const key = values.vkey === undefined ? undefined : parseVerifierKey(await readFile(values.vkey, 'utf8'));
  const policy = values.policy === undefined ? undefined : parseWitnessPolicy(await readFile(values.policy, 'utf8'));
  const sm2File = values['sm2-vkey'];
  const sm2 = sm2File === undefined ? undefined : parseSm2NoteKey(await readFile(sm2File, 'utf8'));
  for (const read of [key, policy, sm2]) {
    if (read === undefined || read.ok) continue;
    sayBoth(io, explainProblem(read.problem));
    return 1;
  }
  const pins = {
    sm2: sm2?.ok === true ? sm2.value : undefined,
    key: key?.ok === true ? key.value : undefined,
    policy: policy?.ok === true ? policy.value : undefined,
  };
  const folder = /^https?:\/\//.test(place) ? fromAddress(place) : fromFolder(place);
  const logs = await chainOf(folder);
  const states: LogState[] = [];
  for (const log of logs) states.push(await verifyOne(log, pins, log === logs.at(-1), io));
  if (logs.length > 1) say(io, `${logs.length} logs in the chain. 日志共 ${logs.length} 段。`);
  const worst = worstFirst.find((state) => states.includes(state)) ?? 'does-not-verify';
  say(io, stateWords[worst]);
  return verifyStatus[worst];
}

/** What the caller holds from elsewhere: the key of the log, or who is trusted to sign and to witness it. */
type Pins = {
  readonly key: VerifierKey | undefined;
  readonly policy: WitnessPolicy | undefined;
  /** The key of the SM2 line that has to stand on the checkpoint beside the Ed25519 one. */
  readonly sm2: Sm2NoteKey | undefined;
};

/**
 * Verifies one log of the chain and, where it continues others, that its first entry declares why; of the running one also that
 * it grew from the head that enough witnesses cosigned.
 */
async function verifyOne(log: PlacedLog, { key, policy, sm2 }: Pins, isRunning: boolean, io: Io): Promise<LogState> {
  const keys = [...(key === undefined ? [] : [key]), ...(policy?.logKeys ?? [])].map((pinned) =>
    keyInChain(pinned, originInChain(pinned.name, log.number)),
  );
  const trust = keys.length === 0 ? {} : { trust: { logKeys: keys.map((pinned) => noteVerifier(pinned)) } };
  const witnessed = policy === undefined || !isRunning ? undefined : await readWitnessed(log.readFile, keys, policy);
  if (witnessed !== undefined && !witnessed.ok) {
    sayBoth(io, witnessed.words);
    return 'does-not-verify';
  }
  const earlierHeads = witnessed === undefined ? [] : [witnessed.head];
  const walk = verifyLog({ readFile: log.readFile, ...trust, earlierHeads });
  for (;;) {
    const step = await walk.next();
    if (!step.done) {
      if (io.isTerminal) io.stderr.write(`\r${step.value.entries} / ${step.value.size}`);
      continue;
    }
    if (io.isTerminal) io.stderr.write('\r');
    const result = step.value;
    if (result.state === 'does-not-verify') {
      for (const finding of result.findings) sayBoth(io, explainProblem(finding));
      return result.state;
    }
    const { checkpoint } = result.opened;
    if (sm2 !== undefined && !saySm2(result.opened.note, sm2, checkpoint.origin, io)) return 'does-not-verify';
    say(io, `${checkpoint.origin}: ${checkpoint.size} entries. 共 ${checkpoint.size} 条。`);
    if (witnessed !== undefined) sayBoth(io, wordsOfWitnessed(witnessed, checkpoint.size));
    return (await sayGaps(log, io)) ? result.state : 'does-not-verify';
  }
}

/** Whether the SM2 line of a checkpoint fits, under the name that the log has in its chain. */
function saySm2(note: SignedNote, pinned: Sm2NoteKey, origin: string, io: Io): boolean {
  const isOfChain = originInChain(origin, 1) === originInChain(pinned.name, 1);
  const key = isOfChain ? sm2NoteKey(origin, pinned.publicKey) : pinned;
  const verified = verifyNote(note, [sm2NoteVerifier(key, sm2Verify)]);
  if (verified.ok) say(io, 'Its SM2 signature fits. SM2 签名相符。');
  else sayBoth(io, explainProblem(verified.problem));
  return verified.ok;
}

async function sayGaps(log: PlacedLog, io: Io): Promise<boolean> {
  if (log.number === 1) return true;
  const opening = await readOpening(log.readFile);
  if (opening === undefined) {
    say(io, 'Its first entry does not declare why it was begun. 首条未声明缺口。');
    return false;
  }
  for (const { origin, size, held, checkpoint } of opening.closed) {
    say(
      io,
      `It goes on after ${origin}: of ${size} entries the database held ${held}. Reason: ${opening.reason}`,
      `承接 ${origin}：共 ${size} 条，数据库保有 ${held} 条。原因：${opening.reason}`,
    );
    const earlier = await log.checkpointOf(origin);
    if (earlier === undefined || earlier === checkpoint) continue;
    say(io, `The checkpoint of ${origin} is not the one declared. ${origin} 的检查点与声明不符。`);
    return false;
  }
  return true;
}

function sayBoth(io: Io, words: { readonly en: string; readonly zh: string }): void {
  say(io, words.en, words.zh);
}

type LogState = keyof typeof verifyStatus;

const worstFirst = ['does-not-verify', 'consistent-but-not-pinned', 'verified-and-pinned'] as const;

const stateWords = {
  'verified-and-pinned': 'Every file fits a checkpoint signed by your key. 全部文件与您所持密钥签名的检查点一致。',
  'consistent-but-not-pinned':
    'Every file fits, but only the key the log offers itself vouches for it; give --vkey FILE. 文件一致,但仅由日志自带的密钥担保;请用 --vkey 指定密钥。',
  'does-not-verify': 'The log does not verify. 日志未通过验证。',
} as const;
