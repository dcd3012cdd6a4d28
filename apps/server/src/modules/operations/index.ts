import { operationsEndpoints } from '@gatehouse/contract';
import { route } from '../../kernel/http/route.js';
import type { Module } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { type BackedUpNode, backUp } from './actions/back-up.js';
import { type ExaminedLog, examine } from './actions/examine.js';
import { listKeys } from './actions/list-keys.js';
import { type KeyPlace, renewKeys, wrapAnew } from './actions/renew-keys.js';
import { drawCustody, testCustody } from './actions/custody.js';
import { renewTokenKey, renewTokens, requireTokenKey } from './actions/renew-token-key.js';
import { retireKey } from './actions/retire-key.js';
import { setUp } from './actions/set-up.js';

export { type CustodySheet, custodySheets } from './custody-sheet.js';
export type { BackupEnd, BackupHeader } from './backup-format.js';
export { openBackup, putBack, readHeader } from './read-backup.js';

/** How often it is looked whether a renewal of the token key goes on, in milliseconds. */
const renewalInterval = 60_000;

/** What the operator at the machine does with a running node. */
export function operationsModule({
  witnessed,
  keyFolder,
  keyModule,
  publicAddress,
  ...node
}: BackedUpNode & ExaminedLog & KeyPlace & { readonly publicAddress: string }): Module {
  return {
    name: 'operations',
    queues: ['operations.wrap-anew'],
    parts: async (kernel) => {
      await requireTokenKey(kernel);
      const examined = { dataFolder: node.dataFolder, mode: node.mode };
      return {
        routes: [
          route(operationsEndpoints.backUp, (viewer, { body }) => backUp(kernel, { ...node, keyFolder }, viewer, body)),
          route(operationsEndpoints.setUp, (viewer, { body }) => setUp(kernel, viewer, body)),
          route(operationsEndpoints.examine, async () => ({
            findings: await examine(kernel, { ...examined, keyFolder, publicAddress }, witnessed),
          })),
          route(operationsEndpoints.listKeys, (viewer) => listKeys(kernel, viewer)),
          route(operationsEndpoints.renewKeys, (viewer) => renewKeys(kernel, { keyFolder, keyModule }, viewer)),
          route(operationsEndpoints.renewTokenKey, (viewer) => renewTokenKey(kernel, { keyFolder, keyModule }, viewer)),
          route(operationsEndpoints.drawCustody, (viewer) => drawCustody(kernel, { keyFolder }, viewer)),
          route(operationsEndpoints.testCustody, (viewer, { body }) =>
            testCustody(kernel, { keyFolder }, viewer, body.shares),
          ),
          route(operationsEndpoints.retireKey, (viewer, { body }) => retireKey(kernel, { keyFolder }, viewer, body.id)),
        ],
        jobs: {
          'operations.wrap-anew': ({ data }) =>
            wrapAnew(kernel, { keyFolder }, { epoch: String(data.epoch), after: placeOf(data.after) }),
        },
        loops: [
          repeating(kernel, 'renewal of the token key', renewalInterval, (goesOn) =>
            renewTokens(kernel, { keyFolder }, goesOn),
          ),
        ],
      };
    },
  };
}

/** Where a renewal is: behind a data key, or at the start. */
function placeOf(after: unknown): string | null {
  return typeof after === 'string' ? after : null;
}
