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
  readonly threads: number;
  /** Keys of the columns used as evidence. */
  readonly fields: readonly string[];
}

const mostThreads = 64;
const evidenceKeys = personColumns.map(({ key }) => key).filter((key) => key !== 'id');

/**
 * Reads the arguments of `gatehouse screen`.
 * @throws ScreenRefusal when they cannot be followed.
 */
export function readArguments(args: readonly string[]): ScreenArguments {
  const values = parse(args);
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
    threads: readThreads(values.threads),
    fields: readFields(values.fields),
  };
}

function needed(values: ReturnType<typeof parse>, option: 'registry' | 'people' | 'out'): string {
  const value = values[option];
  if (value === undefined || value === '') throw misuse('option-missing', { option });
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        registry: { type: 'string' },
        people: { type: 'string' },
        out: { type: 'string' },
        all: { type: 'boolean' },
        threads: { type: 'string' },
        fields: { type: 'string' },
      },
    }).values;
  } catch {
    throw misuse('option-unknown');
  }
}

function readThreads(value: string | undefined): number {
  const threads = Number(value ?? 1);
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
  return new ScreenRefusal(exitStatus.failed, say(word, values) + say('usage'));
}
