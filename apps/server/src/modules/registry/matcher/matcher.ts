import { NotYet } from '../../../kernel/jobs.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { RegistryLaw } from '../law.js';
import { type HeldIndex, holdIndex } from './held-index.js';
import { keepIndex } from './kept-index.js';
import type { LoadProgress } from './load-index.js';
import type { Joined, JoinStretch, Question, Screened } from './protocol.js';
import { standOf } from './stand.js';

/** The answering index, as the registry asks it. */
export type Matcher = {
  /**
   * Screens persons, each against the named lists, after every change committed so far has been applied; answers in their
   * order. Those who ask while others are answered go together. Waits while the index loads; a thread that ended is started and
   * loaded anew. Never called inside a transaction.
   */
  readonly screen: (questions: readonly Question[]) => Promise<readonly Screened[]>;
  /**
   * Joins those enrolled with those on record, a stretch of either side, as `screen` would find them one by one; in turns short enough that
   * whoever asks meanwhile hardly waits. Never called inside a transaction.
   */
  readonly join: (stretch: JoinStretch) => Promise<Joined>;
  /** A record of the lists, drawn by chance; null where they are empty. */
  readonly pick: (share: number, lists: readonly string[]) => Promise<string | null>;
  /** Loads the index now rather than with the first question. */
  readonly warm: () => Promise<void>;
  /**
   * Loads the index and waits a little for it.
   * @throws NotYet where that takes long: the job that asks rests meanwhile and holds up no other
   */
  readonly ready: () => Promise<void>;
  /** How far a load is that takes long; undefined where none does. */
  readonly longLoad: () => LoadProgress | undefined;
  /** Keeps the index as it stands, encrypted, for the next start. */
  readonly keep: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Ids joined before the thread turns to somebody else: most take a microsecond, whoever has no number a thousand. */
const joinedInOneTurn = 500;
/** A load that takes longer is told of, and jobs no longer wait for it; in milliseconds. */
const longAfter = 10_000;

/**
 * Opens the matcher; its thread starts with the first question.
 * @param patience how long a load may take before it is a long one, in milliseconds
 */
export function openMatcher(kernel: Kernel, law: RegistryLaw, patience = longAfter): Matcher {
  const index = holdIndex(kernel, law);
  let keeping: Promise<unknown> = Promise.resolve();
  let opening: Opening | undefined;

  const warm = (): Opening => {
    opening ??= {
      begunAt: performance.now(),
      ended: index
        .use(async () => undefined)
        .finally(() => {
          opening = undefined;
        }),
    };
    return opening;
  };
  const keep = async (): Promise<void> => {
    const { stand, runs } = await index.use(async (loaded) => {
      const written = await loaded.thread.ask({ kind: 'write' });
      loaded.unkept = 0;
      return { stand: standOf(law, loaded.sequence, loaded.day), runs: written.runs };
    });
    await keepIndex(kernel, stand, runs);
  };

  return {
    screen: screenTogether(index),
    join: async (stretch) => {
      const found: { enrolments: string[]; crowded: string[] } = { enrolments: [], crowded: [] };
      for (let from = 0; from < stretch.ids.length; from += joinedInOneTurn) {
        const part = { ...stretch, ids: stretch.ids.slice(from, from + joinedInOneTurn) };
        const { enrolments, crowded } = await index.use(({ thread }) => thread.ask({ kind: 'join', stretch: part }));
        found.enrolments.push(...enrolments);
        found.crowded.push(...crowded);
      }
      return found;
    },
    pick: async (share, lists) => {
      const picked = await index.use(({ thread }) => thread.ask({ kind: 'pick', share, lists }));
      return picked.recordId;
    },
    warm: () => warm().ended,
    ready: async () => {
      if (index.isOpen()) return;
      const { begunAt, ended } = warm();
      if (await endsWithin(ended, begunAt + patience - performance.now())) return;
      throw new NotYet('the answering index is loading');
    },
    longLoad: () => index.loadLongerThan(patience),
    keep: () => {
      const kept = keeping.then(keep);
      keeping = kept.catch(() => undefined);
      return kept;
    },
    stop: async () => {
      await keeping;
      await index.stop();
    },
  };
}

type Opening = { readonly begunAt: number; readonly ended: Promise<void> };

type Waiting = {
  readonly questions: readonly Question[];
  readonly resolve: (screened: readonly Screened[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Lets those who ask while others are answered go together: one look at the changes, one crossing to the thread. */
function screenTogether(index: HeldIndex): Matcher['screen'] {
  const waiting: Waiting[] = [];
  const answerAll = async (): Promise<void> => {
    const taken: Waiting[] = [];
    try {
      const answers = await index.use(
        ({ thread }) => thread.ask({ kind: 'screen', questions: taken.flatMap(({ questions }) => questions) }),
        // Before the changes are looked for: whoever asks later may know of one that these do not.
        () => void taken.push(...waiting.splice(0)),
      );
      let at = 0;
      for (const { questions, resolve } of taken) resolve(answers.slice(at, (at += questions.length)));
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  };
  return (questions) =>
    new Promise((resolve, reject) => {
      waiting.push({ questions, resolve, reject });
      if (waiting.length === 1) void answerAll();
    });
}

/** Whether work ends within so many milliseconds; its failure is thrown. */
async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work.then(() => true), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
