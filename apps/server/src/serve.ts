import type { Config } from './config.js';
import { refuse } from './kernel/errors.js';
import { type Node, openNode } from './node.js';

/** A node that listens. */
export type ServingNode = { readonly node: Node; readonly address: string; readonly close: () => Promise<void> };

/**
 * Opens a node, listens, and begins its work.
 * @throws DomainError `port-taken` and what `openNode` throws
 */
export async function serveNode(config: Config): Promise<ServingNode> {
  const node = await openNode(config);
  try {
    await node.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    await node.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') refuse('port-taken', { port: config.port });
    throw error;
  }
  node.start();
  const bound = node.http.server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { node, address: config.publicAddress || `http://${host}:${port}`, close: node.close };
}
