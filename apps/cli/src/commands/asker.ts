import { createInterface } from 'node:readline/promises';
import { DomainError } from '@gatehouse/server/errors';
import { type Io, say } from '../io.js';

/** Gets a value: the flag's where it was given, else what is typed on a terminal, else the fallback. */
export type Ask = (flag: string, given: string | undefined, question: string, fallback?: string) => Promise<string>;

/** Lets a command ask for what its flags leave out; without a terminal what is missing is refused by the flag's name. */
export async function withAsker<T>(io: Io, work: (ask: Ask) => Promise<T>): Promise<T> {
  if (!io.isTerminal || !process.stdin.isTTY)
    return work(async (flag, given, _question, fallback) => given ?? fallback ?? refuseMissing(flag));
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await work(async (_flag, given, question, fallback) => {
      if (given !== undefined) return given;
      for (;;) {
        const suffix = fallback === undefined ? '' : ` [${fallback}]`;
        const typed = (await terminal.question(`${question}${suffix}: `)).trim();
        if (typed !== '') return typed;
        if (fallback !== undefined) return fallback;
        say(io, 'An answer is needed. 请填写。');
      }
    });
  } finally {
    terminal.close();
  }
}

function refuseMissing(flag: string): never {
  throw new DomainError('configuration-invalid', { problem: `${flag} is missing.` });
}
