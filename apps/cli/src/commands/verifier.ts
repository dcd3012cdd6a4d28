import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { builtVerifier } from '@gatehouse/server';
import { type Io, say } from '../io.js';

/** `journal verifier`: writes the page that verifies proofs without a node, for whoever wants to host it, and says its SHA-256. */
export async function verifierCommand(words: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: words, options: { out: { type: 'string' } } });
  if (values.out === undefined) {
    say(io, 'Say where to: gatehouse journal verifier --out FILE. 请用 --out 指定文件。');
    return 2;
  }
  const built = await builtVerifier();
  if (built === undefined) {
    say(io, 'The verifier is not built yet: node scripts/build.mjs. 核验页尚未构建，请先运行 node scripts/build.mjs。');
    return 1;
  }
  await writeFile(values.out, built.page);
  say(io, `The verifier was written to ${values.out}. SHA-256: ${built.sha256}`, `核验页已写入 ${values.out}。`);
  return 0;
}
