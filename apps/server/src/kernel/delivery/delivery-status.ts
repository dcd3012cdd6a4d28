/** What a mail server reports about one recipient (RFC 3464 section 2.3). */
export type RecipientStatus = {
  readonly address: string;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code (RFC 3463), for example `5.1.1`. */
  readonly status: string;
};

/** A delivery status notice: which message it is about, and how it went for whom. */
export type DeliveryStatus = {
  /** The id of our message: the envelope id (RFC 3461), else the left part of the returned Message-ID. */
  readonly messageId?: string;
  readonly recipients: readonly RecipientStatus[];
};

type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: string };

const longestNotice = 1024 * 1024;
const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/**
 * Reads a delivery status notice (RFC 3464 in RFC 6522 multipart/report). Returns undefined for any other mail, and for
 * one that is no whole notice. The server's free text is left out: it is for people and often repeats the message.
 */
export function parseDeliveryStatus(rawEmail: string | Uint8Array): DeliveryStatus | undefined {
  const text = typeof rawEmail === 'string' ? rawEmail : Buffer.from(rawEmail).toString('utf8');
  if (text.length > longestNotice) return undefined;
  const mail = partOf(text);
  const type = mail.headers.get('content-type') ?? '';
  const boundary = parameter(type, 'boundary');
  if (!/^multipart\/report\b/i.test(type) || boundary === undefined) return undefined;
  const parts = partsBetween(mail.body, boundary);
  const report = parts.find((part) =>
    /^message\/(global-)?delivery-status\b/i.test(part.headers.get('content-type') ?? ''),
  );
  if (report === undefined) return undefined;
  const [about, ...groups] = fieldGroups(decoded(report));
  const recipients = groups.flatMap((fields) => recipientStatus(fields) ?? []);
  if (about === undefined || recipients.length === 0) return undefined;
  const messageId = about.get('original-envelope-id') ?? returnedMessageId(parts);
  return messageId === undefined ? { recipients } : { messageId, recipients };
}

function recipientStatus(fields: ReadonlyMap<string, string>): RecipientStatus | undefined {
  const recipient = fields.get('original-recipient') ?? fields.get('final-recipient') ?? '';
  const address = recipient.slice(recipient.indexOf(';') + 1).trim();
  const said = (fields.get('action') ?? '').toLowerCase();
  const action = actions.find((known) => known === said);
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  return address === '' || action === undefined || status === undefined ? undefined : { address, action, status };
}

function returnedMessageId(parts: readonly Part[]): string | undefined {
  const returned = parts.find((part) =>
    /^(message\/rfc822|text\/rfc822-headers)\b/i.test(part.headers.get('content-type') ?? ''),
  );
  if (returned === undefined) return undefined;
  return /^<([^@<>\s]+)@/.exec(partOf(decoded(returned)).headers.get('message-id') ?? '')?.[1];
}

/** Splits headers from body at the first empty line (RFC 5322 section 2.1). */
function partOf(text: string): Part {
  const plain = text.replaceAll('\r\n', '\n').replace(/^\n+/, '');
  const end = plain.indexOf('\n\n');
  const head = end === -1 ? plain : plain.slice(0, end);
  return { headers: fieldsOf(head), body: end === -1 ? '' : plain.slice(end + 2) };
}

/** Header fields by lower-case name, folded lines joined; the first of a name holds. */
function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function fieldGroups(body: string): readonly ReadonlyMap<string, string>[] {
  return body
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => fieldsOf(block.trim()))
    .filter((fields) => fields.size > 0);
}

function parameter(contentType: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(contentType);
  return found?.[1] ?? found?.[2];
}

/** Parts between boundary lines (RFC 2046 section 5.1); what stands before the first or after the last is none. */
function partsBetween(body: string, boundary: string): readonly Part[] {
  const parts: string[][] = [];
  for (const line of body.split('\n')) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}--`) break;
    if (mark === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => partOf(lines.join('\n')));
}

function decoded({ headers, body }: Part): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
