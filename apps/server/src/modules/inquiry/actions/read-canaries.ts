import type { AnswerOf, canaryEndpoints } from '@gatehouse/contract';
import { silentWaySince } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { canaryStore } from '../store/canary-store.js';
import words from '../views/canary-words.json' with { type: 'json' };

type CanaryWays = AnswerOf<typeof canaryEndpoints.sentCanaries>;

/** When canaries were last sent and one last arrived at the registry's desk; times alone. */
export async function readCanaries({ kernel, doors }: Platform, viewer: Viewer): Promise<CanaryWays> {
  const { pack } = doors.law;
  const { everyMinutes, silentAfterMinutes } = pack.canaries;
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    everyMinutes,
    silentAfterMinutes,
    ways: (await canaryStore(transaction).ways()).map((way) => {
      const since = silentWaySince(pack, way, transaction.now);
      return {
        path: way.path,
        words: words.ways[way.path],
        peer: null,
        lastSentAt: way.lastSentAt.toISOString(),
        lastArrivedAt: way.lastArrivedAt?.toISOString() ?? null,
        state: since === null ? ('alive' as const) : ('silent' as const),
        silentSince: since?.toISOString() ?? null,
      };
    }),
  }));
}

/** Whether canaries still reach the registry's desk and word of it comes back. */
export function canaryHealth({ kernel, doors }: Platform): HealthCheck {
  return {
    name: 'inquiry.canaries',
    check: async () => {
      const { clock, database } = kernel;
      const since = await withTransaction(database, systemViewer('canary'), clock.now(), async (transaction) =>
        (await canaryStore(transaction).ways()).flatMap(
          (way) => silentWaySince(doors.law.pack, way, transaction.now) ?? [],
        ),
      );
      if (since.length === 0) return undefined;
      const at = new Date(Math.min(...since.map((one) => one.getTime()))).toISOString();
      return {
        en: `Since ${at} no canary that was sent is known to have arrived at the registry’s desk. Look at the outbox of the exchange and call the registry.`,
        zh: `自 ${at} 起，发出的探测样本均无到达信息库比对台的回报。请检查交换发件箱，并联系信息库。`,
      };
    },
  };
}
