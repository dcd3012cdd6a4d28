import { journalEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import { drawnLooksTask } from '../app/drawn-looks-task.js';
import { emergencyReviewsTask } from '../app/emergency-looks-task.js';
import type { HomePart } from '../app/home-part.js';
import { silentWaysTask } from '../app/silent-ways-task.js';
import { unusualLooksTask } from '../app/unusual-looks-task.js';
import words from './home-words.json' with { type: 'json' };

/** How long the log is, for its auditor. */
export const journalHomePart: HomePart = {
  key: 'journal',
  permission: 'journal:read',
  load: async (signal) => {
    const [{ size, waiting }, looks, ways, reviews, drawn] = await Promise.all([
      call(journalEndpoints.readHead, {}, { signal }),
      unusualLooksTask(signal, '/journal', (accountId) => ({ actor: `account:${accountId}` })),
      silentWaysTask(signal),
      emergencyReviewsTask(signal),
      drawnLooksTask(signal),
    ]);
    return {
      tasks: [reviews, ways, looks, drawn],
      figures: [
        { key: 'journal-size', label: words.size, value: size, note: words.sizeNote },
        { key: 'journal-waiting', label: words.waiting, value: waiting, note: words.waitingNote },
      ],
    };
  },
  first: { words: words.first, act: words.firstAct, to: '/journal', permission: 'journal:read' },
};
