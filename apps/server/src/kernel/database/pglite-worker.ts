import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { BridgeReply, BridgeRequest, CloneableMessage } from './pglite-bridge.js';

// PGlite runs the database inside the thread that calls it and blocks it, up to a second. So it has a thread of its own.
const port = parentPort;
if (port === null) throw new Error('pglite-worker runs in a worker thread only');

const { folder } = workerData as { folder: string | null };
const database = folder === null ? new PGlite() : new PGlite(folder);

function reply(message: BridgeReply): void {
  port?.postMessage(message);
}

/** An Error loses its SQLSTATE and its name between threads: it crosses as a plain object. */
function cloneable(message: object): CloneableMessage {
  return message instanceof Error
    ? { fault: { ...message, name: message.name, message: message.message } }
    : { message };
}

database.waitReady.then(
  () => reply({ kind: 'ready' }),
  (error: unknown) => reply({ kind: 'broken', problem: String(error) }),
);

port.on('message', async (request: BridgeRequest) => {
  try {
    if (request.kind === 'close') {
      await database.close();
      reply({ kind: 'answer', id: request.id, messages: [] });
      return;
    }
    const messages = await database.execProtocolStream(request.bytes, { throwOnError: false });
    reply({ kind: 'answer', id: request.id, messages: messages.map(cloneable) });
  } catch (error) {
    reply({ kind: 'failure', id: request.id, problem: String(error) });
  }
});
