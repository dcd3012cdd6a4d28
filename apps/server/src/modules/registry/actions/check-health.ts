import type { HealthCheck } from '../../../kernel/module.js';
import type { Matcher } from '../matcher/matcher.js';

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

/** How far a load is, in whole per cent. */
export function shareOf({ done, of }: NonNullable<ReturnType<Matcher['longLoad']>>): number {
  return of === null || of === 0 ? 0 : Math.min(99, Math.floor((done * 100) / of));
}
