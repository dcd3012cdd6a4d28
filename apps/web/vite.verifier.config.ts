import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const source = join(import.meta.dirname, 'src/verification/one-file');
/** The verifier's name beside the web application, and that of the file with its SHA-256 as `sha256sum` writes it. */
const name = 'gatehouse-verifier.html';

const hashOf = (text: string, encoding: 'base64' | 'hex'): string => createHash('sha256').update(text).digest(encoding);

/** Puts script and styles into the page, which then allows itself these two and no request to anywhere. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    apply: 'build',
    generateBundle: async ({ dir = '' }, bundle) => {
      const [chunk, ...others] = Object.values(bundle);
      if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('the verifier is not one script');
      // Nothing but the one file is written.
      Reflect.deleteProperty(bundle, chunk.fileName);
      // An end tag inside a text would end the script.
      const script = chunk.code.replaceAll('</script', '<\\/script').trim();
      const style = (await readFile(join(source, 'verifier.css'), 'utf8')).trim();
      const text = (await readFile(join(source, 'verifier.html'), 'utf8'))
        .replace('SCRIPT-HASH', hashOf(script, 'base64'))
        .replace('STYLE-HASH', hashOf(style, 'base64'))
        .replace(/<style>[^<]*<\/style>/, () => `<style>${style}</style>`)
        .replace(/<script>[^<]*<\/script>/, () => `<script>${script}</script>`);
      await mkdir(dir, { recursive: true });
      await writeFile(join(dir, name), text);
      await writeFile(join(dir, `${name}.sha256`), `${hashOf(text, 'hex')}  ${name}\n`);
    },
  };
}

/** The verifier that anybody can host: one file without a request. The same sources always give the same bytes. */
export default defineConfig({
  plugins: [oneFile()],
  publicDir: false,
  resolve: { conditions: ['gatehouse-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['chrome91', 'safari15'],
    modulePreload: false,
    lib: { entry: join(source, 'main.ts'), formats: ['iife'], name: 'gatehouseVerifier' },
  },
});
