// Makes every generated file; with --check it writes nothing and fails when one is stale.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generateTables } from './generate-tables.mjs';
import { build } from './prepare.mjs';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');
const stale = [];

function settle(path, text) {
  const file = new URL(path, root);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (present === text) return;
  if (check) stale.push(path);
  else writeFileSync(file, text);
}

const { types, fingerprints } = await generateTables();
settle('apps/server/src/kernel/database/tables.generated.ts', types);
settle('apps/server/src/kernel/database/schema.generated.json', fingerprints);
if (stale.length === 0) {
  build();
  const documents = new URL('apps/server/dist/generated-documents.js', root);
  if (existsSync(documents)) {
    const { generatedDocuments } = await import(documents.href);
    for (const { path, text } of await generatedDocuments()) settle(path, text);
  }
}
if (stale.length > 0) {
  process.stderr.write(`Stale, run "npm run generate": ${stale.join(', ')}\n`);
  process.exit(1);
}
