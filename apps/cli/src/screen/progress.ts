import { SingleBar } from 'cli-progress';
import type { CommandOutput } from './screen-command.js';
import words from './words.json' with { type: 'json' };

/** Shows how much of a file has been read. */
export interface Progress {
  at(bytes: number): void;
  end(): void;
}

/** A bar on a terminal, on the error stream so that it never mixes with results; nothing elsewhere. */
export function startProgress(output: CommandOutput, task: 'reading' | 'screening', totalBytes: number): Progress {
  if (!output.isTerminal) return { at: () => undefined, end: () => undefined };
  const bar = new SingleBar({
    format: `${words[task].en} · ${words[task].zh} {bar} {percentage}% | {eta_formatted}`,
    stream: output.stderr,
    hideCursor: true,
  });
  bar.start(Math.max(1, totalBytes), 0);
  return { at: (bytes) => bar.update(Math.min(bytes, totalBytes)), end: () => bar.stop() };
}
