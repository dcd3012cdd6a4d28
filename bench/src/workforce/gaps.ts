import { clerkOf, type Country } from './country.js';
import { type Desk, everyItem } from './desks.js';

type Task = {
  readonly id: string;
  readonly kind: string;
  readonly employmentId?: string;
  readonly stillThere: boolean;
  readonly unit: { readonly en: string };
  readonly may: readonly string[];
};

const daysBetween = 12;
const words = '虚构：请改正并书面回复。';

/** Every twelfth day the authorities order and verify what waits for them, and units reply; those who keep somebody despite a record do not. */
export async function workOnGaps(country: Country): Promise<void> {
  const { desks, state } = country;
  if (state.day % daysBetween !== 0) return;
  const units = new Set<number>();
  for (let county = 0; county < state.size.counties; county += 1) {
    const reviewer = await desks.as(`reviewer-${county}`);
    for (const task of await everyItem<Task>(reviewer, '/api/gaps')) {
      if (task.may.includes('order')) await reviewer.post(`/api/gaps/${task.id}/order`, { words });
      if (task.may.includes('verify')) await verify(reviewer, task);
      const unit = /^Unit (\d+) /.exec(task.unit.en)?.[1];
      if (unit !== undefined) units.add(Number(unit));
    }
  }
  for (const unit of units) {
    const clerk = await desks.as(clerkOf(unit));
    for (const task of await everyItem<Task>(clerk, '/api/gaps'))
      if (task.may.includes('reply') && !isKept(country, task))
        await clerk.post(`/api/gaps/${task.id}/reply`, { words });
  }
}

/** What the rules still find cannot be verified, but for what stays a breach for good. */
async function verify(reviewer: Desk, { id, kind, stillThere }: Task): Promise<void> {
  const verdict = stillThere && kind !== 'started_before_result' ? 'not_corrected' : 'corrected';
  await reviewer.post(`/api/gaps/${id}/verify`, { verdict, words });
}

function isKept({ state }: Country, { employmentId }: Task): boolean {
  const life = state.lives.find((one) => one.employmentId === employmentId);
  return life?.way === 'kept' || life?.way === 'never';
}
