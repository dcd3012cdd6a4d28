import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

type Manifest = Record<string, { readonly file: string; readonly imports?: string[]; readonly css?: string[] }>;

const built = join(import.meta.dirname, '../dist');

/** Everything the browser has to have before a page stands: the document's script and each part with what it imports. */
function filesOf(manifest: Manifest, parts: readonly string[]): Set<string> {
  const files = new Set<string>();
  const take = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`${key} is no part of the build`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const file of chunk.css ?? []) files.add(file);
    for (const other of chunk.imports ?? []) take(other);
  };
  for (const part of ['index.html', ...parts]) take(part);
  return files;
}

const texts = (...modules: string[]): string[] => modules.map((module) => `src/${module}/locales/zh.json`);
const shell = ['src/app/application.tsx', ...texts('app', 'ui')];

/** Bytes on the wire, as gzip sends them. Said in bytes and not in time: a slow machine builds the same files. */
const limits: readonly (readonly [page: string, kilobytes: number, parts: readonly string[]])[] = [
  ['the page of the person checked', 150, ['src/consent/consent-page.tsx', ...texts('app', 'ui', 'consent')]],
  ['the own page', 150, ['src/own-page/own-page.tsx', ...texts('app', 'ui', 'own-page')]],
  ['the page of tips', 150, ['src/tip/tip-page.tsx', ...texts('app', 'ui', 'tip')]],
  ['the page that verifies a notice', 150, ['src/verification/verify-page.tsx', ...texts('app', 'ui', 'verification')]],
  ['the page for parents', 150, ['src/certificate/certificate-page.tsx', ...texts('app', 'ui', 'certificate')]],
  ['the open figures of use', 150, ['src/use-figures/use-figures-page.tsx', ...texts('app', 'ui', 'use-figures')]],
  ['signing in', 300, [...shell, 'src/app/session/sign-in-page.tsx']],
  ['the first page of a desk', 300, [...shell, 'src/home/home-page.tsx', ...texts('home')]],
];

describe('what a first visit loads', () => {
  it.each(limits)('for %s is at most %d kB', (_page, kilobytes, parts) => {
    const path = join(built, '.vite/manifest.json');
    if (!existsSync(path)) throw new Error('the web app is not built: node scripts/build.mjs');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    const sizes = [...filesOf(manifest, parts)].map(
      (file) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(kilobytes * 1000);
  });
});
