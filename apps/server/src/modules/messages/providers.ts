import {
  type DeliveryProvider,
  type EmailSender,
  fileDelivery,
  smsWebhookDelivery,
  smtpDelivery,
} from '../../kernel/delivery/index.js';
import { refuse } from '../../kernel/errors.js';
import type { DeliveryProviders } from './setting.js';

/** What the operator configured for messages to people; an empty word leaves that way to the folder. */
export type DeliveryConfiguration = {
  /** `smtps://user:password@host:465`, `smtp://host:587` (STARTTLS), or `smtp://127.0.0.1:25` for a relay on this machine. */
  readonly smtpUrl: string;
  readonly smsUrl: string;
  readonly smsSecret: string;
  readonly sender: EmailSender;
  /** The office's out-tray, for every kind of address without a way of its own. */
  readonly folder: string;
  readonly now: () => Date;
};

/**
 * The ways that the configuration opens.
 * @throws DomainError `configuration-invalid`
 */
export function chooseProviders(configuration: DeliveryConfiguration): DeliveryProviders {
  const { smtpUrl, smsUrl, smsSecret, sender, folder, now } = configuration;
  const tray = fileDelivery(folder, { sender, now });
  return {
    file: tray,
    post: tray,
    email: smtpUrl === '' ? tray : mailServer(smtpUrl, sender, now),
    phone: smsUrl === '' ? tray : smsWebhookDelivery({ url: smsUrl, secret: Buffer.from(smsSecret, 'utf8'), now }),
  };
}

function mailServer(written: string, sender: EmailSender, now: () => Date): DeliveryProvider {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    return refuse('configuration-invalid', { problem: 'GATEHOUSE_SMTP_URL begins with smtp:// or smtps://.' });
  }
  const encrypted = url.protocol === 'smtps:';
  const port = url.port === '' ? (encrypted ? 465 : 587) : Number(url.port);
  const relay = !encrypted && port === 25;
  return smtpDelivery({
    host: url.hostname,
    port,
    security: encrypted ? 'tls' : relay ? 'none' : 'starttls',
    ...(url.username === ''
      ? {}
      : { signIn: { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } }),
    sender,
    now,
  });
}
