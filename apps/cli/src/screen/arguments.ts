import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatOfName, personColumns, type TableFormat } from '@gatehouse/tabular';
import { exitStatus, ScreenRefusal, type ScreenWord, say } from './refusal.js';

/** What the command was asked to do, checked. Paths are absolute. */
export interface ScreenArguments {
  readonly registry: string;
  readonly people: string;
  readonly out: string;
  readonly format: TableFormat;
  readonly all: boolean;
  /** Throw away what an earlier, unfinished run left. */
  readonly anew: boolean;
  readonly threads: number;
  /** Keys of the columns used as evidence. */
  readonly fields: readonly string[];
}

const mostThreads = 64;
const evidenceKeys = personColumns.map(({ key }) => key).filter((key) => key !== 'id');

type ScreeningCommand = 'screen' | 'bulk';

const common = {
  registry: { type: 'string' },
  people: { type: 'string' },
  out: { type: 'string' },
  threads: { type: 'string' },
  fields: { type: 'string' },
} as const;
const usualThreads = { screen: 1, bulk: 2 };
const usages = { screen: 'usage', bulk: 'bulk-usage' } as const;

/**
 * Reads the arguments of `gatehouse screen` or `gatehouse bulk`.
 * @throws ScreenRefusal when they cannot be followed.
 */
export function readArguments(args: readonly string[], command: ScreeningCommand): ScreenArguments {
  try {
    return readValues(parse(args, command), command);
  } catch (error) {
    if (error instanceof ScreenRefusal) throw new ScreenRefusal(error.status, error.text + say(usages[command]));
    throw error;
  }
}

function readValues(values: Values, command: ScreeningCommand): ScreenArguments {
  const registry = resolve(needed(values, 'registry'));
  const people = resolve(needed(values, 'people'));
  const out = resolve(needed(values, 'out'));
  if (out === registry || out === people) throw misuse('out-is-input');
  const format = formatOfName(out);
  if (format === undefined) throw misuse('option-wrong', { option: 'out', hint: '.csv .tsv .xlsx .jsonl' });
  return {
    registry,
    people,
    out,
    format,
    all: values.all ?? false,
    anew: values.anew ?? false,
    threads: readThreads(values.threads ?? String(usualThreads[command])),
    fields: readFields(values.fields),
  };
}

interface Values extends Partial<Record<keyof typeof common, string>> {
  readonly all?: boolean;
  readonly anew?: boolean;
}

function needed(values: Values, option: 'registry' | 'people' | 'out'): string {
  const value = values[option];
  if (value === undefined || value === '') throw misuse('option-missing', { option });
  return value;
}

function parse(args: readonly string[], command: ScreeningCommand): Values {
  const given = { args: [...args], strict: true } as const;
  try {
    return command === 'screen'
      ? parseArgs({ ...given, options: { ...common, all: { type: 'boolean' } } }).values
      : parseArgs({ ...given, options: { ...common, anew: { type: 'boolean' } } }).values;
  } catch {
    throw misuse('option-unknown');
  }
}

function readThreads(value: string): number {
  const threads = Number(value);
  if (!Number.isInteger(threads) || threads < 1 || threads > mostThreads) {
    throw misuse('option-wrong', { option: 'threads', hint: `1–${mostThreads}` });
  }
  return threads;
}

function readFields(value: string | undefined): readonly string[] {
  if (value === undefined) return evidenceKeys;
  const fields = value
    .split(',')
    .map((field) => field.trim())
    .filter(Boolean);
  const known = fields.length > 0 && fields.every((field) => evidenceKeys.includes(field));
  if (!known) throw misuse('option-wrong', { option: 'fields', hint: evidenceKeys.join(', ') });
  return fields;
}

function misuse(word: ScreenWord, values: Record<string, string> = {}): ScreenRefusal {
  return new ScreenRefusal(exitStatus.failed, say(word, values));
}
