// A node in a process of its own, measured over HTTP. `without-journal` assembles the server of the baseline: the same modules,
// the same database, the same acts, with a journal that stages nothing. The product has no such setting.
import type { Node } from '@gatehouse/server';
import { openBenchNode } from './bench-node.js';
import { peakMemoryMb } from './machine.js';

/** What the process tells its parent. */
export type ServedMessage = { readonly address: string } | { readonly peakMemoryMb: number | undefined };

const [folder = '', databaseUrl = '', connections = '16', journal = 'with-journal'] = process.argv.slice(2);

const node = await openBenchNode(folder, databaseUrl, Number(connections));
if (journal === 'without-journal') takeJournalAway(node);
const address = await node.http.listen({ port: 0, host: '127.0.0.1' });
node.start();
tell({ address });

process.on('message', (word) => {
  if (word !== 'stop') return;
  tell({ peakMemoryMb: peakMemoryMb() });
  void node.close().then(() => process.exit(0));
});

// A measurement that fails leaves no node behind.
process.on('disconnect', () => process.exit(1));

function takeJournalAway({ kernel }: Node): void {
  Object.assign(kernel, {
    journal: {
      append: async () => crypto.randomUUID(),
      appendRead: async () => undefined,
      assertKeepingUp: () => undefined,
      keepingUp: async () => undefined,
    },
  });
}

function tell(message: ServedMessage): void {
  process.send?.(message);
}
