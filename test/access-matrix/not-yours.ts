import type { AskedRoute } from './questions.js';
import { sendGoodCall } from './good-calls/every-call.js';
import type { Answer, GoodCall, Story } from './good-calls/story.js';

/** Accounts with the same duty in another place. What is national (the registry, the auditor) has no other place. */
const elsewhere: Readonly<Record<string, string>> = {
  clerk: 'clerk-elsewhere',
  reviewer: 'reviewer-elsewhere',
  'reviewer-elsewhere': 'reviewer',
  procurator: 'procurator-elsewhere',
  'procurator-second': 'procurator-elsewhere',
  supplier: 'supplier-elsewhere',
};

const neverWas = '00000000-0000-4000-8000-000000000000';
const isId = (value: unknown): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(String(value));

/** What whoever has the same duty elsewhere hears of one thing, and of a thing that never was. */
export type Heard = { readonly ofThis: string; readonly ofNothing: string };

/**
 * Makes a good call as whoever has the same duty in another place: of the thing that it names, and of one that never was. Undefined
 * where the call names no thing by its id, or its duty has no other place.
 */
export async function heardElsewhere(story: Story, route: AskedRoute, call: GoodCall): Promise<Heard | undefined> {
  if (typeof call.by === 'string' || !('login' in call.by)) return undefined;
  const login = elsewhere[call.by.login];
  const params = Object.entries(call.params ?? {});
  if (login === undefined || !params.some(([, value]) => isId(value))) return undefined;
  const nothing = Object.fromEntries(params.map(([key, value]) => [key, isId(value) ? neverWas : value]));
  const by = { login };
  const ofNothing = await sendGoodCall(story, route, { ...call, by, params: nothing });
  const ofThis = await sendGoodCall(story, route, { ...call, by });
  return { ofThis: wordsOf(ofThis), ofNothing: wordsOf(ofNothing) };
}

/** What is said, but for the number of the refusal; how a good answer reads does not matter. */
function wordsOf({ status, text }: Answer): string {
  if (status < 400) return String(status);
  const reference = /"reference":"([^"]+)"/.exec(text)?.[1] ?? 'none';
  return `${status} ${text.replaceAll(reference, '…')}`;
}
