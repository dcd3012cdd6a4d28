import type { Words } from '@gatehouse/contract';
import { dayInWords, type LawPack } from '@gatehouse/law';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import type { Organisation } from '../doors.js';
import type { Law, Order } from '../rules/order.js';
import { barredPosts, type Span } from '../rules/span.js';
import words from '../words.json' with { type: 'json' };

/** What a title of the pack is called; its id where the pack no longer has it. */
export function titleOf(rows: readonly { readonly id: string; readonly title: Words }[], id: string): Words {
  return rows.find((row) => row.id === id)?.title ?? { en: id, zh: id };
}

/** A text of this module by its key; the key where an older version wrote it. */
export function wordsIn(table: Readonly<Record<string, Words>>, key: string): Words {
  return table[key] ?? { en: key, zh: key };
}

/** From when until when, for people. */
export function spanInWords({ kind, begins, ends }: Span): { readonly from: Words; readonly until: Words } {
  if (kind === 'never') return { from: words.span.never, until: words.span.never };
  const from = begins === null ? words.span.notKnown : dayInWords(begins);
  if (ends !== null) return { from, until: dayInWords(ends) };
  if (kind === 'lifelong') return { from, until: words.span.noEnd };
  return { from, until: kind === 'with_record' ? words.span.withRecord : words.span.notKnown };
}

/** The posts that an order bars, each by its title; empty: all in close contact with minors. */
export function postsOf(order: Order, law: Law): Words[] {
  return (barredPosts(order, law) ?? []).map((id) => titleOf(law.pack.postClasses, id));
}

/** The posts that an order bars, as one text. */
export function postsInWords(order: Order, law: Law): Words {
  const posts = postsOf(order, law);
  if (posts.length === 0) return words.span.allPosts;
  return { en: posts.map(({ en }) => en).join(', '), zh: posts.map(({ zh }) => zh).join('、') };
}

/** A source of the pack as it is cited. */
export function citationOf(sources: LawPack['sources'], id: string): Words {
  const source = sources.find((one) => one.id === id);
  if (source === undefined) return { en: id, zh: id };
  const { title, article } = source;
  return article === null ? title : { en: `${title.en}, art. ${article}`, zh: `${title.zh}第${article}条` };
}

/** An organisation by its name; a dash where it is not known. */
export function organisationName(organisation: Organisation | undefined): Words {
  return organisation === undefined ? { en: '—', zh: '—' } : { en: organisation.nameEn, zh: organisation.nameZh };
}

/** A document number as everybody sees it. */
export function maskedNumber(number: string): string {
  return maskDocumentNumber(number);
}
