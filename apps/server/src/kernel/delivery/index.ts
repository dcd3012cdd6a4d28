export {
  type DeliveryProblem,
  type DeliveryProvider,
  type DeliveryResult,
  deliveryProblem,
  isDeliveryProblem,
  type Message,
  type Recipient,
} from './delivery.js';
export { type DeliveryStatus, parseDeliveryStatus, type RecipientStatus } from './delivery-status.js';
export type { EmailSender } from './email.js';
export { fileDelivery } from './file-delivery.js';
export { type LetterOptions, letterDelivery, renderLetter } from './letter-delivery.js';
export { type SmsWebhookOptions, smsWebhookDelivery } from './sms-webhook-delivery.js';
export { type SmtpOptions, smtpDelivery } from './smtp-delivery.js';
export { renderHtmlTemplate, renderTemplate, type TemplateParameters } from './template.js';
