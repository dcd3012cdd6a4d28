import { messageEndpoints } from '@gatehouse/contract';
import { call } from '../app/api.js';
import type { HomePart, HomeTask } from '../app/home-part.js';
import words from './home-words.json' with { type: 'json' };

/** Messages to people that did not leave or arrive, and letters to be posted. */
export const messagesHomePart: HomePart = {
  key: 'messages',
  permission: 'messages:read-outbox',
  load: async (signal) => {
    const { failed, bounced, toBePosted } = await call(messageEndpoints.figures, {}, { signal });
    const task = (key: 'failed' | 'bounced' | 'toBePosted', count: number): HomeTask => ({
      key: `messages-${key}`,
      count,
      title: words[key],
      isPressing: true,
      act: words.act,
      to: '/messages',
    });
    return {
      tasks: [task('failed', failed), task('bounced', bounced), task('toBePosted', toBePosted)],
      figures: [],
    };
  },
};
