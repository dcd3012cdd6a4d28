import * as contract from '@gatehouse/contract';
import {
  type Endpoint,
  type ErrorCode,
  errorDefinition,
  errorRegistry,
  permissions,
  rolesWith,
} from '@gatehouse/contract';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { componentsDocument, type LockFile } from './components.js';
import settings from './settings.json' with { type: 'json' };

/** A document made from the code; the test command fails when the file differs. */
export type GeneratedDocument = { readonly path: string; readonly text: string };

/** Every generated document. */
export async function generatedDocuments(): Promise<readonly GeneratedDocument[]> {
  const root = new URL('../../../', import.meta.url);
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, root), 'utf8'));
  const lock = (await read('package-lock.json')) as LockFile;
  const { version } = (await read('package.json')) as { version: string };
  return [
    { path: 'docs/components.json', text: componentsDocument(lock, version) },
    { path: 'docs/errors.md', text: errorsDocument() },
    { path: 'docs/config.md', text: configDocument() },
    { path: 'docs/api.md', text: apiDocument() },
  ];
}

const made = 'Made by `npm run generate`. Do not edit.';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function errorsDocument(): string {
  const codes = (Object.keys(errorRegistry) as ErrorCode[]).sort();
  const rows = codes.map((code) => {
    const { status, title, next } = errorDefinition(code);
    return [`\`${code}\``, String(status), `${title.en}<br>${title.zh}`, `${next.en}<br>${next.zh}`];
  });
  return `# Errors\n\n${made}\n\nEvery error is an RFC 9457 problem with one of these codes, which are stable, and words in both languages.\n\n${table(['code', 'status', 'what is wrong', 'what to do next'], rows)}\n`;
}

function configDocument(): string {
  const rows = settings.map((setting) => [
    `\`${setting.variable}\``,
    setting.fallback === '' ? '' : `\`${setting.fallback}\``,
    setting.description,
  ]);
  return `# Configuration\n\n${made}\n\nRead once, at start, from the environment. A value that does not fit is refused by name.\n\n${table(['variable', 'default', 'meaning'], rows)}\n`;
}

/** Every endpoint of the contract, by the group it is exported in. */
export function endpointGroups(): readonly (readonly [string, Readonly<Record<string, Endpoint>>])[] {
  return Object.entries(contract)
    .filter(([name]) => name.endsWith('Endpoints'))
    .map(([name, group]) => [name.replace(/Endpoints$/, ''), group as Record<string, Endpoint>] as const)
    .sort(([first], [second]) => first.localeCompare(second));
}

function apiDocument(): string {
  const groups = endpointGroups().map(
    ([name, group]) => `## ${name}\n\n${Object.values(group).map(endpointText).join('\n')}`,
  );
  const rows = permissions.map((permission) => [`\`${permission}\``, rolesWith(permission).join(', ')]);
  return `# HTTP interface\n\n${made} The same interface as OpenAPI 3.1: \`GET /api/openapi.json\`.\n\n${groups.join('\n')}\n## Permissions\n\n${table(['permission', 'roles'], rows)}\n`;
}

function endpointText(endpoint: Endpoint): string {
  const journal = 'act' in endpoint.journal ? `\`${endpoint.journal.act}\`` : `none: ${endpoint.journal.none}`;
  const shapes = [
    ['query', endpoint.query],
    ['body', endpoint.body],
    ['answer', endpoint.answer],
  ] as const;
  const lines = shapes.flatMap(([label, shape]) => (shape === undefined ? [] : [`- ${label}: ${fieldsOf(shape)}`]));
  if (endpoint.upload !== undefined)
    lines.unshift(
      `- body: one file, multipart field \`file\`, at most ${Math.floor(endpoint.upload.maximumBytes / 1_000_000)} MB`,
    );
  if (endpoint.file !== undefined) lines.push(`- answer: a file, \`${endpoint.file}\``);
  return `### ${endpoint.method} ${endpoint.path}\n\n${endpoint.summary}.\n\n- access: \`${endpoint.access}\`; journal: ${journal}\n${lines.join('\n')}\n`;
}

function fieldsOf(shape: z.ZodType): string {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required);
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return `\`${String(schema.type ?? 'any of several')}\``;
  return names.map((name) => `\`${name}${required.has(name) ? '' : '?'}\``).join(', ');
}
