import type { Config } from './config.js';
import { refuse } from './kernel/errors.js';
import { loadDemonstration, type Progress } from './demonstration/load.js';
import { fillRegistry } from './demonstration/load-registry.js';
import { loadProhibitions } from './demonstration/prohibitions.js';
import { loadServingStaff } from './demonstration/serving-staff.js';
import { loadToldRecord } from './demonstration/told-record.js';
import { type Node, openNode } from './node.js';

/** A node that listens. */
export type ServingNode = { readonly node: Node; readonly address: string; readonly close: () => Promise<void> };

/**
 * Opens a node, loads the invented country where it is a demonstration's, listens, and begins its work.
 * @param tell hears how far the loading of a demonstration is
 * @throws DomainError `port-taken` and what `openNode` throws
 */
export async function serveNode(config: Config, tell: Progress = () => undefined): Promise<ServingNode> {
  const node = await openNode(config);
  try {
    await loadDemonstration(node, tell);
    await node.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    await node.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') refuse('port-taken', { port: config.port });
    throw error;
  }
  node.start();
  let goesOn = true;
  const filling = fillInBackground(node, tell, () => goesOn);
  const bound = node.http.server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const close = async (): Promise<void> => {
    goesOn = false;
    await filling;
    await node.close();
  };
  return { node, address: config.publicAddress || `http://${host}:${port}`, close };
}

/** A demonstration serves at once; its registry fills beside. What goes wrong there is logged and tried at the next start. */
async function fillInBackground(node: Node, tell: Progress, goesOn: () => boolean): Promise<void> {
  if (node.mode !== 'demo') return;
  try {
    await loadProhibitions(node);
    await loadToldRecord(node);
    await fillRegistry(node, tell, goesOn);
    await loadServingStaff(node, tell, { goesOn });
  } catch (error) {
    node.kernel.log.error({ err: error }, 'the demonstration could not be filled');
  }
}
