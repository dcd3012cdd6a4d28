import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { isScim } from './scim-wire.js';

/** Not a part of the interface: left out of openapi.json. */
const hidden: FastifySchema & { hide: true } = { hide: true };

/** Folders whose files anybody may read. */
export type PublicFolders = {
  /** The built web application. */
  readonly web: string;
  /** The published log (C2SP tlog-tiles), under /log/. */
  readonly log: string;
};

const hour = 3_600_000;

/** The page that verifies proofs without a node, in one file of the build; beside it lies its SHA-256. */
export const verifierName = 'gatehouse-verifier.html';

/** Serves the web application, every page of it by the same document, and the published log as it lies in its folder. */
export async function registerPublicFiles(app: FastifyInstance, folders: PublicFolders): Promise<void> {
  await app.register(staticFiles, {
    root: folders.log,
    prefix: '/log/',
    decorateReply: true,
    index: false,
    // Everything but the heads is written once and never changed.
    setHeaders: (reply, path) => {
      const isHead = /(?:^|[/\\])(?:checkpoint|witnessed|policy)$/.test(path);
      void reply.setHeader('cache-control', isHead ? 'no-cache' : 'public, max-age=31536000, immutable');
      const isText = isHead || path.endsWith('vkey');
      void reply.setHeader('content-type', isText ? 'text/plain; charset=utf-8' : 'application/octet-stream');
    },
  });
  if (!existsSync(join(folders.web, 'index.html'))) return;
  await app.register(staticFiles, {
    root: join(folders.web, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    // The build lays a .br and a .gz beside every file: a phone on a weak line gets a third of the bytes.
    preCompressed: true,
    immutable: true,
    maxAge: 24 * 365 * hour,
  });
  app.get('/favicon.svg', { schema: hidden }, (_request, reply) => reply.sendFile('favicon.svg', folders.web));
  // Meant to be kept and opened from a disk or a witness, not from here: it allows itself scripts that this site does not.
  for (const name of [verifierName, `${verifierName}.sha256`])
    app.get(`/${name}`, { schema: hidden }, (_request, reply) =>
      reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-cache')
        .sendFile(name, folders.web),
    );
  app.get('/*', { schema: hidden }, async (request, reply) => {
    if (request.url.startsWith('/api/') || isScim(request.url)) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html', folders.web);
  });
}
