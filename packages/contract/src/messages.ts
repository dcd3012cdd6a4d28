import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';

/** What can become of a message. `queued` also while it is tried again; `sent`: the next hop has taken it. */
export const messageStates = ['queued', 'sent', 'printed', 'posted', 'failed', 'bounced'] as const;
export type MessageState = (typeof messageStates)[number];

/** The ways to a person. */
export const addressKinds = ['email', 'phone', 'post', 'file'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** One message to a person, without what it says: links and codes are shown to nobody a second time. */
export const MessageView = z.object({
  id: z.uuid(),
  template: z.string(),
  title: z.object({ en: z.string(), zh: z.string() }),
  to: z.object({ kind: z.enum(addressKinds), masked: z.string() }),
  language: z.enum(['zh', 'en']),
  about: z.object({ kind: z.string(), id: z.uuid() }),
  state: z.enum(messageStates),
  /** Why it did not leave or arrive, in words; absent while nothing went wrong. */
  problem: z.object({ code: z.string(), words: z.object({ en: z.string(), zh: z.string() }) }).optional(),
  /** Whether asking to send it again can be answered with yes. */
  repeatable: z.boolean(),
  attempts: z.number().int(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  version: z.number().int(),
});
export type MessageView = z.infer<typeof MessageView>;

/** One step in the life of a message. */
export const MessageStep = z.object({
  verb: z.string(),
  problem: z.string().nullable(),
  actor: z.string(),
  at: z.iso.datetime(),
});

const MessagePath = z.strictObject({ id: z.uuid() });
const Version = z.strictObject({ version: z.number().int() });

/** Endpoints of the outbox of messages to people. */
export const messageEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/messages',
    access: 'messages:read-outbox',
    summary: 'Messages of the own organisation, newest first, addresses masked',
    query: PageQuery.extend({ state: z.enum(messageStates).optional(), about: z.uuid().optional() }),
    answer: pageOf(MessageView),
    journal: { act: 'messages.list' },
  }),
  figures: endpoint({
    method: 'GET',
    path: '/api/messages/figures',
    access: 'messages:read-outbox',
    summary: 'How many messages of the own organisation need somebody',
    answer: z.object({ failed: z.number().int(), bounced: z.number().int(), toBePosted: z.number().int() }),
    journal: { none: 'counts only' },
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/messages/:id',
    access: 'messages:read-outbox',
    summary: 'One message and its steps, without what it says',
    params: MessagePath,
    answer: MessageView.extend({ steps: z.array(MessageStep) }),
    journal: { act: 'messages.show' },
  }),
  sendAgain: endpoint({
    method: 'POST',
    path: '/api/messages/:id/send-again',
    access: 'messages:send-again',
    summary: 'Send a message again to the same address',
    params: MessagePath,
    body: Version,
    answer: MessageView,
    journal: { act: 'messages.send-again' },
  }),
  markPosted: endpoint({
    method: 'POST',
    path: '/api/messages/:id/posted',
    access: 'messages:send-again',
    summary: 'Mark a printed letter as posted',
    params: MessagePath,
    body: Version,
    answer: MessageView,
    journal: { act: 'messages.mark-posted' },
  }),
  demonstrate: endpoint({
    method: 'GET',
    path: '/api/messages/:id/text',
    access: 'messages:read-outbox',
    summary: 'Demonstration only: what the message says, link included, so that a try-out needs no mail',
    params: MessagePath,
    answer: z.object({ subject: z.string(), text: z.string() }),
    journal: { act: 'messages.demonstrate' },
  }),
  letter: endpoint({
    method: 'GET',
    path: '/api/messages/:id/letter',
    access: 'operator',
    summary: 'A printed letter as PDF, for the one who puts it into the envelope',
    params: MessagePath,
    file: 'application/pdf',
    journal: { act: 'messages.print' },
  }),
  bounce: endpoint({
    method: 'POST',
    path: '/api/messages/bounces',
    access: 'operator',
    summary: 'Take a delivery status notice (RFC 3464) as it arrived in the mailbox for bounces',
    body: z.strictObject({ mail: z.string().min(1).max(900_000) }),
    answer: z.object({ bounced: z.number().int() }),
    journal: { act: 'messages.bounce' },
  }),
};
