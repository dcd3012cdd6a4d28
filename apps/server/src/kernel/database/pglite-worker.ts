import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { BridgeReply, BridgeRequest, BridgeStart } from './pglite-bridge.js';

// PGlite runs the database inside the thread that calls it and blocks it, up to a second. So it has a thread of its own.
const port = parentPort;
if (port === null) throw new Error('pglite-worker runs in a worker thread only');

const { folder, engine } = workerData as BridgeStart;
const options = { pgliteWasmModule: engine };
const database = folder === null ? new PGlite(options) : new PGlite(folder, options);

function reply(message: BridgeReply, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

database.waitReady.then(
  () => reply({ kind: 'ready' }),
  (error: unknown) => reply({ kind: 'broken', problem: String(error) }),
);

port.on('message', async (request: BridgeRequest) => {
  try {
    if (request.kind === 'close') {
      await database.close();
      reply({ kind: 'answer', id: request.id, bytes: new Uint8Array(0) });
      return;
    }
    // The answer may be a view of the database's own memory: what crosses is a copy, given away.
    const bytes = Uint8Array.from(await database.execProtocolRaw(request.bytes));
    reply({ kind: 'answer', id: request.id, bytes }, [bytes.buffer]);
  } catch (error) {
    reply({ kind: 'failure', id: request.id, problem: String(error) });
  }
});
