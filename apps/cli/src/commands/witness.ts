import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { explainProblem, formatVerifierKey, parseVerifierKey, type VerifierKey } from '@gatehouse/merkle';
import { builtVerifier, openWitness, openWitnessFolder, systemClock, witnessServer } from '@gatehouse/server';
import { type Io, say } from '../io.js';

const options = {
  folder: { type: 'string' },
  log: { type: 'string', multiple: true },
  name: { type: 'string', default: 'witness.example/gatehouse' },
  port: { type: 'string', default: '8099' },
  host: { type: 'string', default: '127.0.0.1' },
} as const;

/**
 * `journal witness`: cosigns the heads of the logs it is given, over HTTP (C2SP tlog-witness), until it is stopped. It needs nothing
 * of a node but the log's key, and is meant to be run by somebody else: a court, a people's congress, an ombudsman.
 */
export async function witnessCommand(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options });
  const port = Number(values.port);
  if (values.folder === undefined || values.log === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
    say(
      io,
      'Say where it keeps its key and what it saw, and the keys of the logs: gatehouse journal witness --folder DIR --log FILE',
      '请用 --folder 指定见证目录，用 --log 指定日志公钥文件。',
    );
    return 2;
  }
  const logs: VerifierKey[] = [];
  for (const file of values.log) {
    const key = parseVerifierKey((await readFile(file, 'utf8')).trim());
    if (!key.ok) {
      const { en, zh } = explainProblem(key.problem);
      say(io, `${file}: ${en}`, `${file}：${zh}`);
      return 1;
    }
    logs.push(key.value);
  }
  return serveWitness(values.folder, values.name, logs, { port, host: values.host }, io);
}

async function serveWitness(
  path: string,
  name: string,
  logs: readonly VerifierKey[],
  address: { port: number; host: string },
  io: Io,
): Promise<number> {
  const folder = await openWitnessFolder(path, name);
  const witness = openWitness(folder, logs, systemClock(), (log, file, { en, zh }) => {
    say(io, `EVIDENCE against ${log}: evidence/${file}. ${en}`, `对 ${log} 不利的证据：evidence/${file}。${zh}`);
  });
  const onFailure = (error: unknown): void => {
    io.stderr.write(`Nothing was signed. 未予签名。 ${error instanceof Error ? error.message : String(error)}\n`);
  };
  const verifier = await builtVerifier();
  const policy = policyOf(logs, folder.key);
  const server = witnessServer(witness, onFailure, { verifier: verifier?.page, policy });
  try {
    server.listen(address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const kept = await folder.evidence();
    say(
      io,
      `Witness on http://${address.host}:${port}, of ${logs.map(({ name: log }) => log).join(', ')}. Its key:`,
      `见证方已启动：http://${address.host}:${port}。公钥：`,
      formatVerifierKey(folder.key),
    );
    if (verifier !== undefined)
      say(
        io,
        `People verify proofs at the same address, with these keys. SHA-256 of the page: ${verifier.sha256}`,
        '公众可在同一地址凭上述公钥核验凭证；页面的 SHA-256 见上。',
      );
    if (kept.length > 0) say(io, `${kept.length} files of evidence are kept. 目录中存有 ${kept.length} 份证据。`);
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    server.closeAllConnections();
    return 0;
  } finally {
    server.close();
    await folder.release();
  }
}

/** The keys that this witness stands for, as whoever verifies with its help takes them. */
function policyOf(logs: readonly VerifierKey[], own: VerifierKey): string {
  const keys = logs.map((log) => `log ${formatVerifierKey(log)}`);
  return [...keys, `witness this ${formatVerifierKey(own)}`, 'quorum this', ''].join('\n');
}
