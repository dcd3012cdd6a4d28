import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Io, say } from '../io.js';

/**
 * `bench NAME [--json] [--full]`: measures in a process of its own, so that the peak memory told is the measurement's. The
 * programs stand in `bench/` of a checkout, with the development tools they compare against.
 */
export async function benchCommand(words: string[], io: Io): Promise<number> {
  const program = fileURLToPath(new URL('../../../../bench/dist/bench/src/main.js', import.meta.url));
  if (!existsSync(program)) {
    say(
      io,
      'The measurements are not built here: run npm run build in a checkout. 未找到性能测试程序:请在源代码目录运行 npm run build。',
    );
    return 1;
  }
  const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit' });
  // Whoever stops the command stops the measurement.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
}
