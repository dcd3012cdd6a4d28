import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exchangeEndpoints } from '@gatehouse/contract';

/** What happens to one message on the way; whatever else crosses passes. `refuse`: somebody in between answers 422. */
export type WireFault = 'pass' | 'lose-answer' | 'twice' | 'tamper' | 'refuse';

/** A wire between two nodes that does one invented harm to each message, then behaves. */
export type FaultyWire = {
  readonly address: string;
  /** Where requests go now. */
  readonly leadTo: (address: string) => void;
  /** The harms of the next messages, in order. */
  readonly next: (...faults: readonly WireFault[]) => void;
  readonly close: () => Promise<void>;
};

/** Opens a wire on a free port of this machine. */
export async function openFaultyWire(): Promise<FaultyWire> {
  let target = '';
  const faults: WireFault[] = [];
  const server = createServer((request, response) => {
    const fault = request.url === exchangeEndpoints.receive.path ? faults.shift() : undefined;
    void carry(target, fault ?? 'pass', request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${portOf(server)}`,
    leadTo: (address) => {
      target = address;
    },
    next: (...coming) => void faults.push(...coming),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function carry(target: string, fault: WireFault, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString('utf8');
  if (fault === 'refuse') return void response.writeHead(422).end('{}');
  const sent = fault === 'tamper' ? body.replace('虚构人', '虚构某') : body;
  const forward = () =>
    fetch(`${target}${request.url}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent });
  if (fault === 'twice') await (await forward()).text();
  const answer = await forward();
  const text = await answer.text();
  if (fault === 'lose-answer') return void response.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return address.port;
}
