import type { AddressKind } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { renderTemplate, type TemplateParameters } from '../../../kernel/delivery/index.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer } from '../../../kernel/sealing.js';
import { keepsSecretInFragment, type MessageTemplate, templateOf } from '../rules.js';
import { sealedTable } from '../sealed-message.js';
import { messageStore } from '../store/message-store.js';

/** A message to a person. */
export type MessageToPerson = {
  readonly to: { readonly kind: AddressKind; readonly address: string };
  readonly language: 'zh' | 'en';
  readonly template: MessageTemplate;
  /** One value for each placeholder of the template; `link` keeps its secret in the fragment. */
  readonly parameters: TemplateParameters;
  /** The thing it is about, by kind and random id, so that its outbox page can be found from there. */
  readonly about: { readonly kind: string; readonly id: string };
  /** In whose name it leaves; this organisation sees it in its outbox. */
  readonly organisationId: string;
  /** Only the operator sees it: that it left would tell the organisation what it must not know yet. */
  readonly keptFromOutbox?: boolean;
};

/**
 * Queues a message in the act's transaction; it leaves after the commit. Throws where a placeholder has no value, a value
 * no placeholder, or a link shows its secret: faults of the caller, never of what a person entered.
 * @returns the id of the message
 */
export type QueueMessage = (context: ActContext, message: MessageToPerson) => Promise<string>;

/** The door through which other modules write to people. */
export function messageQueuer(keys: KeyRing): QueueMessage {
  return async (context, { to, language, template, parameters, about, organisationId, keptFromOutbox = false }) => {
    const { link } = parameters;
    if (link !== undefined && !keepsSecretInFragment(String(link)))
      throw new Error(`${template}: the secret of a link belongs into its fragment`);
    const { subject, text } = renderedOf(template, language, parameters);
    const id = newId();
    const sealer = await newSealer(keys, context, 'messages.message', sealedTable);
    await messageStore(context).add({
      id,
      organisationId,
      keptFromOutbox,
      aboutKind: about.kind,
      aboutId: about.id,
      template,
      language,
      addressKind: to.kind,
      dataKeyId: sealer.dataKeyId,
      address: sealer.seal('address', id, to.address),
      content: sealer.seal('content', id, JSON.stringify({ subject, text })),
    });
    await context.enqueue('messages.deliver', { messageId: id });
    return id;
  };
}

/** Strict for the whole message: a subject may leave out what its text says, a value that stands in neither is a fault. */
function renderedOf(template: MessageTemplate, language: 'zh' | 'en', parameters: TemplateParameters) {
  const texts = templateOf(template)[language];
  const separator = '\n\u0000\n';
  const [subject = '', text = ''] = renderTemplate(`${texts.subject}${separator}${texts.text}`, parameters).split(
    separator,
  );
  return { subject, text };
}
