import type { AnswerOf, canaryEndpoints, CanaryWayView } from '@gatehouse/contract';
import { silentWaySince } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import type { CanaryWayRow } from '../rules/canary.js';
import { canaryStore } from '../store/canary-store.js';
import words from '../views/canary-words.json' with { type: 'json' };

type CanaryWays = AnswerOf<typeof canaryEndpoints.arrivedCanaries>;

/** When canaries last came and arrived, and which way is silent; times alone. */
export async function readCanaries({ kernel, law }: Registry, viewer: Viewer): Promise<CanaryWays> {
  const { everyMinutes, silentAfterMinutes } = law.pack.canaries;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    everyMinutes,
    silentAfterMinutes,
    ways: (await canaryStore(transaction).ways()).map((way) => wayView(law.pack, way, transaction.now)),
  }));
}

function wayView(pack: Registry['law']['pack'], way: CanaryWayRow, now: Date): CanaryWayView {
  const since = silentWaySince(pack, way, now);
  return {
    path: way.path,
    words: words.ways[way.path],
    peer: way.askedBy,
    lastSentAt: way.lastReceivedAt.toISOString(),
    lastArrivedAt: way.lastArrivedAt?.toISOString() ?? null,
    state: since === null ? 'alive' : 'silent',
    silentSince: since?.toISOString() ?? null,
  };
}

/** Whether every way by which canaries come still brings them to the desk. */
export function canaryHealth({ kernel, law }: Registry): HealthCheck {
  return {
    name: 'registry.canaries',
    check: async () => {
      const viewer = systemViewer('matcher');
      const since = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) =>
        (await canaryStore(transaction).ways()).flatMap((way) => silentWaySince(law.pack, way, transaction.now) ?? []),
      );
      if (since.length === 0) return undefined;
      const at = new Date(Math.min(...since.map((one) => one.getTime()))).toISOString();
      return {
        en: `Since ${at} no canary has arrived at the desk where people compare: questions are answered “cannot be answered now”. Look at the exchange and at what the log says of registry.answer-ask.`,
        zh: `自 ${at} 起没有探测样本到达比对台：查询一律答复“目前无法答复”。请检查交换通道以及日志中 registry.answer-ask 的记录。`,
      };
    },
  };
}
