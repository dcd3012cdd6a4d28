import { operationsEndpoints } from '@gatehouse/contract';
import { route } from '../../kernel/http/route.js';
import type { Module } from '../../kernel/module.js';
import { type BackedUpNode, backUp } from './actions/back-up.js';
import { type ExaminedLog, examine } from './actions/examine.js';
import { setUp } from './actions/set-up.js';

export type { BackupEnd, BackupHeader } from './backup-format.js';
export { openBackup, putBack, readHeader } from './read-backup.js';

/** What the operator at the machine does with a running node. */
export function operationsModule({ witnessed, ...node }: BackedUpNode & ExaminedLog): Module {
  return {
    name: 'operations',
    queues: [],
    parts: async (kernel) => ({
      routes: [
        route(operationsEndpoints.backUp, (viewer, { body }) => backUp(kernel, node, viewer, body)),
        route(operationsEndpoints.setUp, (viewer, { body }) => setUp(kernel, viewer, body)),
        route(operationsEndpoints.examine, async () => ({
          findings: await examine(kernel, node.dataFolder, witnessed),
        })),
      ],
    }),
  };
}
