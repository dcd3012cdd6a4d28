import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, DomainError, folderHolder, openNode, readConfig } from '@gatehouse/server';
import { type ApiClient, apiClient, overSocket } from './api-client.js';
import type { Io } from './io.js';

/** Calls the node of this machine as its operator. */
export type NodeClient = ApiClient;

/**
 * Works with the node of the configured data folder: the running one over its local socket, else one opened for this work and
 * closed after it. Either way the caller is the operator, named in the log by the account of the operating system.
 * @throws DomainError `configuration-invalid` when there is no node in the folder: none is made by asking for one, unless `makeNode` says so
 * @param options `works`: a node that is opened for this also works its jobs meanwhile
 */
export async function withNode<T>(
  io: Io,
  work: (client: NodeClient, config: Config) => Promise<T>,
  { makeNode = false, works = false }: { readonly makeNode?: boolean; readonly works?: boolean } = {},
): Promise<T> {
  const config = readConfig(io.environment);
  if (!makeNode) await refuseMissingNode(config);
  const holder = await folderHolder(config.dataFolder);
  if (holder !== undefined) return work(clientOf(holder.socket), config);
  const node = await openNode(config);
  try {
    if (works) node.start();
    const own = await folderHolder(config.dataFolder);
    if (own === undefined) throw new Error('the socket of the opened node does not answer');
    return await work(clientOf(own.socket), config);
  } finally {
    await node.close();
  }
}

async function refuseMissingNode({ dataFolder }: Config): Promise<void> {
  await access(join(dataFolder, 'gatehouse.json')).catch(() => {
    throw new DomainError('configuration-invalid', {
      problem: `There is no node in ${dataFolder}; set GATEHOUSE_DATA, or make one with gatehouse init.`,
    });
  });
}

/** A client over a node's local socket. */
export function clientOf(socket: string): NodeClient {
  return apiClient(overSocket(socket));
}
