import { PassThrough } from 'node:stream';
import type { Io } from '../../apps/cli/src/io.js';

/** Where a command writes in a test, and what it wrote. Commands see the given environment and no other. */
export function commandIo(environment: Readonly<Record<string, string>>): {
  io: Io;
  written: { stdout: string; stderr: string };
} {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    new PassThrough().on('data', (bytes: Buffer) => (written[name] += bytes.toString()));
  return { io: { stdout: stream('stdout'), stderr: stream('stderr'), isTerminal: false, environment }, written };
}
