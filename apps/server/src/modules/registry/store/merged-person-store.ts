import type { Transaction } from '../../../kernel/database/transaction.js';

/** Who is read as one person. */
export function mergedPersonStore({ sql }: Transaction) {
  const together = async (personIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
    const found = new Map(personIds.map((id) => [id, [id]]));
    if (personIds.length === 0) return found;
    const rows = await sql
      .selectFrom('registry.mergedPerson as own')
      .innerJoin('registry.mergedPerson as other', 'other.mainId', 'own.mainId')
      .select(['own.personId as asked', 'other.personId as member'])
      .where('own.personId', 'in', [...personIds])
      .orderBy('other.personId')
      .execute();
    for (const id of new Set(rows.map(({ asked }) => asked)))
      found.set(
        id,
        rows.filter(({ asked }) => asked === id).map(({ member }) => member),
      );
    return found;
  };

  return {
    /** Everybody who is one with each of these, themselves included, in the order of their ids. */
    together,
    /** All who are one with any of these. */
    everybodyWith: async (personIds: readonly string[]): Promise<string[]> => [
      ...new Set([...(await together(personIds)).values()].flat()),
    ],
    /** Reads these as one from now on. */
    join: async (personIds: readonly string[], mainId: string) => {
      await sql
        .insertInto('registry.mergedPerson')
        .values(personIds.map((personId) => ({ personId, mainId })))
        .onConflict((conflict) => conflict.column('personId').doUpdateSet({ mainId }))
        .execute();
    },
    /** Reads these, who were one with others, as one of their own. */
    part: async (personIds: readonly string[], mainId: string) => {
      await sql
        .updateTable('registry.mergedPerson')
        .set({ mainId })
        .where('personId', 'in', [...personIds])
        .execute();
    },
  };
}
