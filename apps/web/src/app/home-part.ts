import type { Permission } from '@gatehouse/contract';
import type { Words } from '../ui/words.js';
import type { NavigationEntry } from './shell/navigation.js';

type Place = NavigationEntry['to'];

/** One kind of work that waits for this account. */
export type HomeTask = {
  readonly key: string;
  readonly count: number;
  readonly title: Words;
  /** When the most pressing one runs out, or since when the oldest waits. */
  readonly clock?: { readonly at: string; readonly kind: 'happened' | 'due' };
  /** Waiting on this person now. */
  readonly isPressing: boolean;
  readonly act: Words;
  readonly to: Place;
  /** What the page is narrowed to, for example a stage; never anything about a person. */
  readonly search?: Readonly<Record<string, string>>;
};

/** One figure on the state of the organisation. */
export type HomeFigure = {
  readonly key: string;
  readonly label: Words;
  readonly value: number;
  /** What the figure is not, or since when. */
  readonly note?: Words;
  /** The last values, oldest first. */
  readonly series?: readonly number[];
};

/** What a module has to say on the home page. */
export type HomeContent = { readonly tasks: readonly HomeTask[]; readonly figures: readonly HomeFigure[] };

/** A module's part of the home page, read for those who may use the module. */
export type HomePart = {
  readonly key: string;
  readonly permission: Permission;
  readonly load: (signal: AbortSignal) => Promise<HomeContent>;
  /** What somebody does here first, offered while nothing waits. */
  readonly first?: { readonly words: Words; readonly act: Words; readonly to: Place; readonly permission: Permission };
};

/** Tasks with a deadline first, the earliest on top; then those that wait longest; then the rest as their modules order them. */
export function byUrgency(tasks: readonly HomeTask[]): readonly HomeTask[] {
  const rank = ({ clock }: HomeTask): number => (clock === undefined ? 2 : clock.kind === 'due' ? 0 : 1);
  return [...tasks].sort((a, b) => rank(a) - rank(b) || (a.clock?.at ?? '').localeCompare(b.clock?.at ?? ''));
}
