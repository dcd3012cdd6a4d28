import type { Words } from '../ui/words.js';

/** The steps of the proof, in the order in which they are computed. */
export const checks = ['entry', 'facts', 'signature', 'inclusion'] as const;
export type Check = (typeof checks)[number];

/** What the proof shows: everything fits, or the first step that does not and why. */
export type Verdict =
  | {
      readonly fits: true;
      readonly origin: string;
      readonly index: number;
      readonly size: number;
      readonly root: string;
      readonly key: string;
    }
  | { readonly fits: false; readonly check: Check; readonly why: Words };
