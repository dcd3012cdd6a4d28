import { journalEndpoints, type LogComparison } from '@gatehouse/contract';
import { call } from '../app/api.js';
import { drawnLooksTask } from '../app/drawn-looks-task.js';
import { emergencyReviewsTask } from '../app/emergency-looks-task.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import { silentWaysTask } from '../app/silent-ways-task.js';
import { unusualLooksTask } from '../app/unusual-looks-task.js';
import words from './home-words.json' with { type: 'json' };

/** How long the log is, for its auditor. */
export const journalHomePart: HomePart = {
  key: 'journal',
  permission: 'journal:read',
  load: async (signal) => {
    const [{ size, waiting, comparison }, looks, ways, reviews, drawn] = await Promise.all([
      call(journalEndpoints.readHead, {}, { signal }),
      unusualLooksTask(signal, '/journal', (accountId) => ({ actor: `account:${accountId}` })),
      silentWaysTask(signal),
      emergencyReviewsTask(signal),
      drawnLooksTask(signal),
    ]);
    return {
      tasks: [entriesDifferTask(comparison), reviews, ways, looks, drawn],
      figures: [
        { key: 'journal-size', label: words.size, value: size, note: words.sizeNote },
        { key: 'journal-waiting', label: words.waiting, value: waiting, note: words.waitingNote },
      ],
    };
  },
  first: { words: words.first, act: words.firstAct, to: '/journal', permission: 'journal:read' },
};

/** Entries that no longer are what was published, for the auditor. */
function entriesDifferTask({ different, differences }: LogComparison): HomeTask {
  const [since] = differences.map(({ foundAt }) => foundAt).sort();
  return {
    key: 'entries-differ',
    count: different,
    title: words.differ,
    isPressing: true,
    act: words.differAct,
    to: '/journal',
    ...(since === undefined ? {} : { clock: { at: since, kind: 'happened' as const } }),
  };
}
