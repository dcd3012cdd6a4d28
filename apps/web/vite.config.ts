import react from '@vitejs/plugin-react';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** What the server sends with every page; the preview sends it too, so that a breach is seen before the server sees it. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Lays a .br and a .gz beside every file of the build that they make smaller; the server sends them as they lie. */
function compressedBeside(): Plugin {
  const [toGzip, toBrotli] = [promisify(gzip), promisify(brotliCompress)];
  const compress = async (path: string): Promise<void> => {
    const bytes = await readFile(path);
    const [small, smaller] = await Promise.all([toGzip(bytes, { level: 9 }), toBrotli(bytes)]);
    if (small.length < bytes.length) await writeFile(`${path}.gz`, small);
    if (smaller.length < bytes.length) await writeFile(`${path}.br`, smaller);
  };
  return {
    name: 'compressed-beside',
    apply: 'build',
    writeBundle: async ({ dir = '' }, bundle) => {
      for (const name of Object.keys(bundle)) if (/\.(js|css|svg)$/.test(name)) await compress(join(dir, name));
    },
  };
}

/**
 * What a page of the desks has in common comes in few files: the bundler would make one of each module that some pages share, dozens of
 * them of a few hundred bytes. Pages for people on their phones (consent, verification) take in none of it.
 */
const sharedFiles = [
  { name: 'routing', test: /node_modules[\\/](@tanstack|@oxc-project)[\\/]/, includeDependenciesRecursively: false },
  {
    name: 'desk',
    test: /packages[\\/]contract|apps[\\/]web[\\/]src/,
    // By so many pages, and no page itself.
    minShareCount: 40,
    maxModuleSize: 30_000,
    includeDependenciesRecursively: false,
  },
];

const api = { '/api': 'http://127.0.0.1:7080' };

export default defineConfig({
  plugins: [react(), compressedBeside()],
  resolve: { conditions: ['gatehouse-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    manifest: true,
    target: ['chrome91', 'safari15'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } },
  },
  server: { proxy: api },
  preview: { proxy: api, headers: { 'content-security-policy': contentSecurityPolicy } },
});
