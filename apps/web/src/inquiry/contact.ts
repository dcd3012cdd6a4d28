export type Contact = { readonly channel: 'sms' | 'email' | 'printed'; readonly contact?: string };

/**
 * How a person is reached, from what was typed beside their row: an e-mail address or a mobile number; nothing typed means
 * a printed letter where those are wanted. Undefined when it is neither.
 */
export function contactOf(typed: string, printsEmpty: boolean): Contact | undefined {
  const contact = typed.normalize('NFKC').replace(/\s/g, '');
  if (contact === '') return printsEmpty ? { channel: 'printed' } : undefined;
  if (/^[^@]+@[^@]+\.[^@.]+$/.test(contact)) return { channel: 'email', contact };
  return /^(?:\+?86)?1\d{10}$/.test(contact.replaceAll('-', '')) ? { channel: 'sms', contact } : undefined;
}
