import { vi } from 'vitest';
import { type Caller, callerAs } from '../harness/people.js';
import type { TestNode } from '../harness/test-node.js';

type Message = { readonly id: string; readonly template: string };

/** Reads what the school's messages say, as a demonstration shows it, so that a journey needs no phone. */
export type Post = {
  /** The newest message of a template about one check; waits until it is there. */
  readonly text: (template: string, inquiryId: string) => Promise<string>;
};

/** Opens the outbox of the clerk's school. */
export async function openPost(node: TestNode): Promise<Post> {
  const clerk = await callerAs(node, 'clerk');
  return { text: (template, inquiryId) => vi.waitFor(() => newest(clerk, template, inquiryId), { timeout: 30_000 }) };
}

async function newest(clerk: Caller, template: string, inquiryId: string): Promise<string> {
  const list = await clerk('GET', `/api/messages?about=${inquiryId}`);
  const found = (list.json().items as Message[]).find((one) => one.template === template);
  if (found === undefined) throw new Error(`no message ${template} about this check`);
  return String((await clerk('GET', `/api/messages/${found.id}/text`)).json().text);
}
