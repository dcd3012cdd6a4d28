import nodemailer from 'nodemailer';
import { DomainError } from '../errors.js';
import { type DeliveryProblem, type DeliveryProvider, failed, isMessageId, type Message } from './delivery.js';
import { type EmailSender, emailOf, isMailbox } from './email.js';
import { isLoopback } from './loopback.js';

export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` demanded before anything is said, `none` to a relay on this machine only. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly signIn?: { readonly user: string; readonly password: string };
  readonly sender: EmailSender;
  readonly timeoutSeconds?: number;
  readonly now: () => Date;
};

/**
 * Hands mail to one SMTP server (RFC 5321), one connection a message, and asks for delivery status notices (RFC 3461) where the
 * server offers them. Errors at making: `configuration-invalid` for an unprotected connection to another machine.
 */
export function smtpDelivery(options: SmtpOptions): DeliveryProvider {
  const { host, security, sender, now } = options;
  if (security === 'none' && !isLoopback(host)) {
    throw new DomainError('configuration-invalid', {
      problem:
        'SMTP without TLS is for a relay on this machine only; choose tls or starttls. 未加密的 SMTP 仅限本机中继,请改用 tls 或 starttls。',
    });
  }
  const transport = nodemailer.createTransport(transportOptions(options));
  return {
    kind: 'smtp',
    deliver: async (message) => {
      if (message.to.kind !== 'email') return failed('wrong-channel');
      if (!isMessageId(message.id)) return failed('message-invalid');
      if (!isMailbox(message.to.address)) return failed('address-invalid');
      try {
        await transport.sendMail({ ...emailOf(message, sender, now()), dsn: statusNotices(message) });
        return { state: 'sent', reference: message.id };
      } catch (error) {
        return failed(problemOf(error));
      }
    },
  };
}

function transportOptions({ host, port, security, signIn, timeoutSeconds = 30 }: SmtpOptions) {
  const timeout = timeoutSeconds * 1000;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    ...(signIn === undefined ? {} : { auth: { user: signIn.user, pass: signIn.password } }),
  };
}

function statusNotices(message: Message) {
  return {
    id: message.id,
    return: 'headers' as const,
    notify: ['failure' as const, 'delay' as const],
    recipient: message.to.address,
  };
}

const problemByCode: Readonly<Record<string, DeliveryProblem>> = {
  EAUTH: 'sign-in-refused',
  ETLS: 'not-encrypted',
  ETIMEDOUT: 'timeout',
  EDNS: 'unreachable',
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  EENVELOPE: 'address-refused',
  EMESSAGE: 'message-refused',
};

/** Codes by which Node and OpenSSL say that TLS itself failed: certificate, protocol or name. */
const tlsFailure = /CERT|SSL|TLS|EPROTO|ISSUER|SIGNATURE/;

/** The server's own words are dropped: they often repeat the address. */
function problemOf(error: unknown): DeliveryProblem {
  const { code, originalCode, command, responseCode } = errorMarks(error);
  if (code === 'ESOCKET' && tlsFailure.test(originalCode)) return 'not-encrypted';
  const senderRefused = code === 'EENVELOPE' && command === 'MAIL FROM';
  const problem = senderRefused ? 'message-refused' : (problemByCode[code] ?? 'unreachable');
  const temporary = responseCode >= 400 && responseCode < 500;
  return temporary && (problem === 'address-refused' || problem === 'message-refused') ? 'try-later' : problem;
}

function errorMarks(error: unknown) {
  const marks = new Map<string, unknown>(Object.entries(error instanceof Error ? error : {}));
  return {
    code: String(marks.get('code') ?? ''),
    originalCode: String(marks.get('originalCode') ?? ''),
    command: String(marks.get('command') ?? ''),
    responseCode: Number(marks.get('responseCode') ?? 0),
  };
}
