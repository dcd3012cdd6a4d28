import { errorDefinition, fillWords } from '@gatehouse/contract';
import { DomainError } from '@gatehouse/server/errors';
import { NodeRefusal } from './node-refusal.js';

/** Where a command writes. Both languages go out together: a terminal does not say which one its reader speaks. */
export type Io = {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The process's own streams. */
export function processIo(): Io {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal: process.stderr.isTTY === true,
    environment: process.env,
  };
}

/** One line of output. */
export function say(io: Io, ...lines: readonly string[]): void {
  for (const line of lines) io.stdout.write(`${line}\n`);
}

/** What ends a title that has no full stop of its own. */
const stops = { en: '. ', zh: '。' } as const;

/** What went wrong and what to do next, in both languages, without a stack. */
export function complain(io: Io, error: unknown): void {
  if (error instanceof NodeRefusal) {
    for (const language of ['en', 'zh'] as const) {
      io.stderr.write(`${error.words.title[language]} ${error.words.next[language]}\n`);
      for (const { path, message } of error.fields) io.stderr.write(`  ${path}: ${message[language]}\n`);
    }
    return;
  }
  if (!(error instanceof DomainError)) {
    io.stderr.write(`Gatehouse stopped: ${error instanceof Error ? error.message : String(error)}\n`);
    return;
  }
  const { title, next } = errorDefinition(error.code);
  for (const language of ['en', 'zh'] as const) {
    io.stderr.write(
      `${fillWords(title, language, error.parameters)}${stops[language]}${fillWords(next, language, error.parameters)}\n`,
    );
  }
}
