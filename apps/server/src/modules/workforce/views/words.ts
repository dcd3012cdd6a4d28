import type { Words } from '@gatehouse/contract';

/** What a title of the pack is called; its id where the pack no longer has it. */
export function titleOf(rows: readonly { readonly id: string; readonly title: Words }[], id: string): Words {
  return rows.find((row) => row.id === id)?.title ?? { en: id, zh: id };
}
