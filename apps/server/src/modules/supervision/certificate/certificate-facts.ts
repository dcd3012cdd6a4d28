import type { Words } from '@gatehouse/contract';
import { dayInWords, noticeText, prohibitionRegime } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Desk } from '../doors.js';
import { spanOf } from '../rules/span.js';
import type { OpenedOrder } from '../store/order-sealing.js';
import { orderOf, type ProhibitionRow } from '../store/prohibition-store.js';
import { maskedNumber, organisationName, postsInWords, spanInWords } from '../views/words.js';

/** What a certificate says, in both languages. It holds no victim, no facts of the case, and no whole number. */
export type CertificateFacts = {
  readonly issuer: Words;
  readonly title: Words;
  readonly paragraphs: readonly Words[];
  readonly number: string;
  readonly issuedAt: Date;
  /** What people wrote and may need characters that no font has. */
  readonly written: string;
};

/** Words an order to the certificate of the law pack. */
export async function certificateFacts(
  { doors }: Desk,
  transaction: Transaction,
  row: ProhibitionRow,
  { person, caseFacts }: OpenedOrder,
): Promise<CertificateFacts> {
  const { law, organisation } = doors;
  const order = orderOf(row);
  const span = spanInWords(spanOf(order, law));
  const issuer = organisationName(await organisation(transaction, row.organisationId));
  const { name, documents } = person;
  const { orderedBy, offence, department } = caseFacts;
  const text = noticeText(law.pack, 'prohibition_certificate', {
    ...{ name, offence, department, authority: orderedBy, contact: issuer },
    document: documents.map(({ number }) => maskedNumber(number)).join(', '),
    effective: dayInWords(row.effectiveOn),
    regime: prohibitionRegime(law.pack, row.regime).title,
    ...{ from: span.from, until: span.until },
    posts: postsInWords(order, law),
  });
  const written = [name, orderedBy, offence, department].join('');
  return { ...text, issuer, number: row.id.slice(0, 8).toUpperCase(), issuedAt: transaction.now, written };
}
