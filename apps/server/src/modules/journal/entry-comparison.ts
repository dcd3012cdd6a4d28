import { withReading } from '../../kernel/database/transaction.js';
import type { BackgroundLoop, HealthCheck } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { systemViewer } from '../../kernel/viewer.js';
import { compareEntries, type ComparisonSetting } from './actions/compare-entries.js';
import { comparisonRules } from './comparison-round.js';
import words from './comparison-words.json' with { type: 'json' };
import { comparisonStore } from './store/comparison-store.js';

/** The comparison of entries with the published log, as it runs beside requests, and whether it is well. */
export type EntryComparison = { readonly loop: BackgroundLoop; readonly health: HealthCheck };

/** Opens the comparison of a node. Health tells everybody that entries differ, and which to nobody: that is for the operator and the auditor. */
export function openEntryComparison(setting: ComparisonSetting): EntryComparison {
  const { kernel } = setting;
  let failingSince: Date | undefined;
  const turn = async (goesOn: () => boolean): Promise<void> => {
    try {
      await compareEntries(setting, goesOn);
      failingSince = undefined;
    } catch (error) {
      failingSince ??= kernel.clock.now();
      throw error;
    }
  };
  return {
    loop: repeating(kernel, 'comparison of entries', comparisonRules.interval, turn),
    health: {
      name: 'journal.entries',
      check: async () => {
        const now = kernel.clock.now();
        const different = await withReading(kernel.database, systemViewer('entry-comparison'), now, (transaction) =>
          comparisonStore(transaction).openCount(),
        );
        if (different > 0) return words.differ;
        const failing = failingSince === undefined ? 0 : now.getTime() - failingSince.getTime();
        return failing > comparisonRules.longestFailing ? words.failing : undefined;
      },
    },
  };
}
