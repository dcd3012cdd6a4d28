import { createHmac } from 'node:crypto';
import { DomainError } from '../errors.js';
import {
  type DeliveryProblem,
  type DeliveryProvider,
  type DeliveryResult,
  failed,
  isMessageId,
  type Message,
} from './delivery.js';
import { isLoopback } from './loopback.js';

export type SmsWebhookOptions = {
  /** The gateway's address; https, or http to this machine. Nothing of a message ever enters it. */
  readonly url: string;
  /** Shared with the gateway; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly timeoutSeconds?: number;
  readonly now: () => Date;
};

const shortestSecretBytes = 32;
const longestAnswerBytes = 64 * 1024;

/**
 * Posts short messages as JSON `{id, to, language, text}` to one gateway. Header `Gatehouse-Timestamp` is the time in Unix
 * seconds, `Gatehouse-Signature` is `v1=` and the hexadecimal HMAC-SHA-256 of `<timestamp>.<body>`; `Idempotency-Key` is the
 * message id, so that a repeated message is sent once. Only the configured host is ever asked: redirects are not followed.
 * A 2xx answer may hold `{"reference": "..."}`.
 * Errors at making: `configuration-invalid`.
 */
export function smsWebhookDelivery(options: SmsWebhookOptions): DeliveryProvider {
  const gateway = gatewayUrl(options.url);
  if (options.secret.length < shortestSecretBytes)
    throw invalid('the secret is shorter than 32 bytes', '密钥不足 32 字节');
  return {
    kind: 'sms-webhook',
    deliver: async (message) => {
      if (message.to.kind !== 'phone') return failed('wrong-channel');
      if (!isMessageId(message.id)) return failed('message-invalid');
      if (!/^\+?\d{5,15}$/.test(message.to.address)) return failed('address-invalid');
      try {
        return await post(gateway, message, options);
      } catch (error) {
        return failed(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable');
      }
    },
  };
}

function gatewayUrl(written: string): URL {
  if (!URL.canParse(written)) throw invalid('the address is not a URL', '地址不是有效的 URL');
  const url = new URL(written);
  const protectedWay = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!protectedWay) throw invalid('the address has to begin with https://', '地址须以 https:// 开头');
  if (url.username !== '' || url.password !== '') throw invalid('the address holds a password', '地址中不得包含密码');
  return url;
}

function invalid(en: string, zh: string): DomainError {
  return new DomainError('configuration-invalid', { problem: `SMS gateway: ${en}. 短信网关:${zh}。` });
}

async function post(gateway: URL, message: Message, options: SmsWebhookOptions): Promise<DeliveryResult> {
  const { secret, timeoutSeconds = 15, now } = options;
  const { id, to, language, text } = message;
  const body = JSON.stringify({ id, to: to.address, language, text });
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex');
  const response = await fetch(gateway, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': id,
      'gatehouse-timestamp': timestamp,
      'gatehouse-signature': `v1=${signature}`,
    },
  });
  if (response.ok) return sent(await readReference(response));
  await response.body?.cancel();
  return failed(problemByStatus(response.status));
}

function sent(reference: string | undefined): DeliveryResult {
  return reference === undefined ? { state: 'sent' } : { state: 'sent', reference };
}

function problemByStatus(status: number): DeliveryProblem {
  if (status === 401 || status === 403) return 'sign-in-refused';
  if (status === 404 || status === 408 || status === 425 || status === 429 || status >= 500) return 'try-later';
  return status === 422 ? 'address-refused' : 'message-refused';
}

/** The gateway's reference, where it gives one that is surely no text of ours coming back. */
async function readReference(response: Response): Promise<string | undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswerBytes) return undefined;
  }
  const found = /"reference"\s*:\s*"([A-Za-z0-9._-]{1,100})"/.exec(text);
  return found?.[1];
}
