import type { AskedRoute } from '../questions.js';
import { accessCalls } from './access.js';
import { coverageCalls } from './coverage.js';
import {
  consentCalls,
  inquiryCalls,
  listCalls,
  objectionCalls,
  ownPageCalls,
  recallCalls,
  stopWorkCalls,
} from './inquiry.js';
import { lookReviewCalls, useFigureCalls } from './look-reviews.js';
import { jointFileCalls } from './joint-files.js';
import { messageCalls, nodeCalls } from './node.js';
import { registryCalls } from './registry.js';
import type { Answer, GoodCall, GoodCalls, Story } from './story.js';
import { retentionCalls } from './retention.js';
import { emergencyCalls, prohibitionCalls } from './supervision.js';
import {
  employmentCalls,
  headcountCalls,
  headcountFileCalls,
  postAnswerCalls,
  rosterCalls,
  scimCalls,
  sentStaffCalls,
  tipCalls,
} from './workforce.js';

/** One good call for each endpoint, in the order in which they can be made. */
export const goodCalls: GoodCalls = {
  ...accessCalls,
  ...listCalls,
  ...inquiryCalls,
  ...consentCalls,
  ...ownPageCalls,
  ...registryCalls,
  ...stopWorkCalls,
  ...objectionCalls,
  ...recallCalls,
  ...employmentCalls,
  ...rosterCalls,
  ...jointFileCalls,
  ...headcountCalls,
  ...headcountFileCalls,
  ...postAnswerCalls,
  ...scimCalls,
  ...sentStaffCalls,
  ...tipCalls,
  ...coverageCalls,
  ...prohibitionCalls,
  ...retentionCalls,
  ...emergencyCalls,
  ...lookReviewCalls,
  ...useFigureCalls,
  ...messageCalls,
  ...nodeCalls,
};

/** Sends a good call to its endpoint. */
export async function sendGoodCall(story: Story, { method, path }: AskedRoute, call: GoodCall): Promise<Answer> {
  const query = new URLSearchParams(
    Object.entries(call.query ?? {}).map(([key, value]): [string, string] => [key, String(value)]),
  );
  const url = path.replace(/:([a-zA-Z]+)/g, (_whole, key: string) => String(call.params?.[key]));
  return story.send(method, query.size > 0 ? `${url}?${query.toString()}` : url, call);
}
