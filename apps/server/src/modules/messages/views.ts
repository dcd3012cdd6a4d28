import type { AddressKind, MessageState, MessageView } from '@gatehouse/contract';
import { deliveryProblem, isDeliveryProblem } from '../../kernel/delivery/index.js';
import { isMessageTemplate, isRepeatable, maskAddress, templateOf } from './rules.js';
import type { StoredMessage } from './store/message-store.js';

/** What stands where an address was erased. */
const erased = '—';

/** A message as the outbox shows it. */
export function messageView(row: StoredMessage, address: string): MessageView {
  const { id, template, aboutKind, aboutId, problem, attempts, version } = row;
  const kind = row.addressKind as AddressKind;
  const state = row.state as MessageState;
  return {
    id,
    template,
    title: isMessageTemplate(template) ? templateOf(template).title : { en: template, zh: template },
    to: { kind, masked: row.erasedAt === null ? maskAddress(kind, address) : erased },
    language: row.language as 'zh' | 'en',
    about: { kind: aboutKind, id: aboutId },
    state,
    ...(problem !== null && isDeliveryProblem(problem)
      ? { problem: { code: problem, words: deliveryProblem(problem).words } }
      : {}),
    repeatable: row.erasedAt === null && isRepeatable(state, template),
    attempts,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    version,
  };
}
