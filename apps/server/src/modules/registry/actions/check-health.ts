import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Matcher } from '../matcher/matcher.js';
import type { Registry } from '../registry.js';
import { countOwed } from '../rules/freshness.js';
import { deliveryStore } from '../store/delivery-store.js';
import { sourceStore } from '../store/source-store.js';

/** Whether asks can be answered: not while the answering index is loading for long. */
export function indexHealth(matcher: Matcher): HealthCheck {
  return {
    name: 'registry.index',
    passesByItself: true,
    check: async () => {
      const load = matcher.longLoad();
      if (load === undefined) return undefined;
      const share = shareOf(load);
      return {
        en: `The answering index is loading (${share} %); questions wait until it is whole and are then answered. Leave the node running.`,
        zh: `应答索引正在载入（${share}%）；查询在载入完成后处理，不会丢失。请保持节点运行。`,
      };
    },
  };
}

/** Whether every numbered source has said in its time how many rows it sent: until then nobody knows that all of them arrived. */
export function countHealth({ kernel, law }: Pick<Registry, 'kernel' | 'law'>): HealthCheck {
  return {
    name: 'registry.counts',
    check: async () => {
      const now = kernel.clock.now();
      const late = await withTransaction(kernel.database, systemViewer('registry-import'), now, async (transaction) => {
        const since = await deliveryStore(transaction).uncountedSince();
        const sources = await sourceStore(transaction).all();
        return sources.flatMap(({ id, nameEn, nameZh }) => {
          const owed = countOwed(law.pack, since.get(id), now);
          return owed?.isLate ? [{ nameEn, nameZh, since: owed.dueAt.toISOString().slice(0, 16) }] : [];
        });
      });
      if (late.length === 0) return undefined;
      return {
        en: late.map(({ nameEn, since: due }) => `${nameEn}: no count of what it sent, due ${due}Z`).join('; '),
        zh: late.map(({ nameZh, since: due }) => `${nameZh}：未报送条数，期限为 ${due}Z`).join('；'),
      };
    },
  };
}

/** How far a load is, in whole per cent. */
export function shareOf({ done, of }: NonNullable<ReturnType<Matcher['longLoad']>>): number {
  return of === null || of === 0 ? 0 : Math.min(99, Math.floor((done * 100) / of));
}
