type Ranked = {
  readonly gap: { readonly kind: string; readonly escalatedAt: Date | null; readonly owedAt: Date | null };
  readonly step: { readonly dueAt: Date };
};

/** What is owed to the procuratorate first, then what is late above, then by kind in the pack's order, then by clock. */
export function worstFirst<Item extends Ranked>(
  items: readonly Item[],
  kinds: readonly { readonly id: string }[],
): Item[] {
  const height = ({ gap }: Ranked): number => (gap.owedAt !== null ? 0 : gap.escalatedAt !== null ? 1 : 2);
  const kind = ({ gap }: Ranked): number => kinds.findIndex(({ id }) => id === gap.kind);
  return [...items].sort(
    (one, other) =>
      height(one) - height(other) || kind(one) - kind(other) || one.step.dueAt.getTime() - other.step.dueAt.getTime(),
  );
}
