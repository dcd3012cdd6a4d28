import { openMatcher, openNode, readConfig } from '@gatehouse/server';
import { peakMemoryMb } from '../machine.js';
import { benchLaw, type NodeStarted } from './node-start.js';

process.once('message', async ({ data, databaseUrl }: Record<'data' | 'databaseUrl', string>) => {
  const begun = performance.now();
  const node = await openNode(
    readConfig({
      GATEHOUSE_DATA: data,
      GATEHOUSE_MODE: 'demo',
      DATABASE_URL: databaseUrl,
      GATEHOUSE_LOG_LEVEL: 'error',
    }),
  );
  const open = performance.now();
  const opened: string[] = [];
  const log = { ...node.kernel.log, warn: (said: object) => void opened.push(JSON.stringify(said)) };
  const matcher = openMatcher({ ...node.kernel, log: log as typeof node.kernel.log }, benchLaw());
  const person = { id: 'asked', name: '欧阳虚构', birthDate: '1980-05-12' };
  await matcher.screen([{ person, lists: ['open/T1'] }]);
  const answered = performance.now();
  // A node that read its rows instead would have read none, and be fast for nothing.
  if (opened.length > 0 || (await matcher.pick(0.5, ['open/T1'])) === null)
    throw new Error(`not opened: ${opened.join()}`);
  const started: NodeStarted = {
    openSeconds: (open - begun) / 1000,
    seconds: (answered - open) / 1000,
    megabytes: peakMemoryMb() ?? 0,
  };
  await matcher.stop();
  await node.close();
  process.send?.(started, () => process.disconnect());
});
