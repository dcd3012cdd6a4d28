import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainProblem, noteVerifier, parseVerifierKey, type ReadFile, verifyLog } from '@gatehouse/merkle';
import { readConfig } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/** Exit statuses of `verify`: pinned and fitting, not fitting, fitting but the key is not pinned. */
const verifyStatus = { 'verified-and-pinned': 0, 'does-not-verify': 1, 'consistent-but-not-pinned': 3 } as const;

/** `journal export --out DIR`, `journal verify DIR|URL [--vkey FILE]`. */
export async function journalCommand(words: string[], io: Io): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'export') return exportLog(rest, io);
  if (verb === 'verify') return verifyPublishedLog(rest, io);
  say(io, 'gatehouse journal export --out DIR', 'gatehouse journal verify DIR|URL [--vkey FILE]');
  return 2;
}

/** Copies the published log; the checkpoint last, so that the copy is never ahead of its tiles. */
async function exportLog(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options: { out: { type: 'string' } } });
  if (values.out === undefined) {
    say(io, 'Say where to: gatehouse journal export --out DIR. 请用 --out 指定目录。');
    return 2;
  }
  const log = join(readConfig(io.environment).dataFolder, 'log');
  await mkdir(values.out, { recursive: true });
  const checkpoint = await readFile(join(log, 'checkpoint'));
  await cp(join(log, 'tile'), join(values.out, 'tile'), { recursive: true });
  await cp(join(log, 'vkey'), join(values.out, 'vkey'));
  await writeFile(join(values.out, 'checkpoint'), checkpoint);
  say(io, `The log was written to ${values.out}. 日志已导出至 ${values.out}。`);
  return 0;
}

async function verifyPublishedLog(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { vkey: { type: 'string' } },
    allowPositionals: true,
  });
  const [place] = positionals;
  if (place === undefined) {
    say(io, 'Say what to verify: a folder or an address. 请指定目录或网址。');
    return 2;
  }
  const key = values.vkey === undefined ? undefined : parseVerifierKey(await readFile(values.vkey, 'utf8'));
  if (key !== undefined && !key.ok) {
    sayBoth(io, explainProblem(key.problem));
    return 1;
  }
  const readFileOfLog = /^https?:\/\//.test(place) ? fromAddress(place) : fromFolder(place);
  const trust = key === undefined ? {} : { trust: { logKeys: [noteVerifier(key.value)] } };
  const walk = verifyLog({ readFile: readFileOfLog, ...trust });
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
    } else {
      const { checkpoint } = result.opened;
      say(io, `${checkpoint.origin}: ${checkpoint.size} entries. 共 ${checkpoint.size} 条。`);
    }
    say(io, stateWords[result.state]);
    return verifyStatus[result.state];
  }
}

function sayBoth(io: Io, words: { readonly en: string; readonly zh: string }): void {
  say(io, words.en, words.zh);
}

const stateWords = {
  'verified-and-pinned': 'Every file fits a checkpoint signed by your key. 全部文件与您所持密钥签名的检查点一致。',
  'consistent-but-not-pinned':
    'Every file fits, but only the key the log offers itself vouches for it; give --vkey FILE. 文件一致,但仅由日志自带的密钥担保;请用 --vkey 指定密钥。',
  'does-not-verify': 'The log does not verify. 日志未通过验证。',
} as const;

function fromFolder(folder: string): ReadFile {
  return (path) => readFile(join(folder, path)).catch(() => undefined);
}

function fromAddress(address: string): ReadFile {
  const base = address.endsWith('/') ? address : `${address}/`;
  return async (path, maximumBytes) => {
    const answer = await fetch(new URL(path, base));
    if (!answer.ok) return undefined;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > maximumBytes ? bytes.subarray(0, maximumBytes + 1) : bytes;
  };
}
