import { type Logger, pino } from 'pino';

/** The process log. Carries references, codes and counts; nothing about a person has a place in it. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** Names under which a value never reaches the log, whatever object it stands in. */
const neverLogged = [
  'password',
  'token',
  'cookie',
  'authorization',
  'secret',
  'name',
  'number',
  'phone',
  'email',
  'address',
  'body',
];

/**
 * Makes the process log, one JSON object a line.
 * @param level how much; `silent` for tests and the command line
 */
export function createLog(level: string, destination?: { write: (line: string) => void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: neverLogged.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[not logged]' },
    serializers: { err: describeFault },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error as the log may hold it: kind, code and the stack's places, not its message, which may quote a row. */
function describeFault(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const places = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { kind: error.name, code, places: places.slice(0, 12) };
}
