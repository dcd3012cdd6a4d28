import type { OwnPage, Words } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { organisationName, type Platform } from '../doors.js';
import { lookingAuthority } from '../rules/own-page.js';
import { withheldAnywhere } from '../rules/withheld-anywhere.js';
import { toldLookStore } from '../store/told-look-store.js';
import type { DeskCode } from '../store/visit-store.js';
import words from '../words.json' with { type: 'json' };
import { placeOf } from './place-of.js';

type Look = OwnPage['looks'][number];

/**
 * Looks at the visitor by officers, each with its entries from the first: those of this node, and those that nodes of casework told of. What was
 * withheld meanwhile stands where it always stood. How many are withheld is said of all nodes together, to everybody alike.
 */
export async function ownLooks(
  { kernel, doors }: Platform,
  transaction: Transaction,
  { subjects }: Pick<DeskCode, 'subjects'>,
): Promise<Pick<OwnPage, 'looks' | 'withheld'>> {
  const { looks, withheld, acts } = await doors.looksAboutVisitor(transaction, subjects);
  const entries = await doors.entriesAbout(
    transaction,
    looks.map(({ id }) => id),
    acts,
  );
  const here = await Promise.all(
    looks.map(async ({ id, organisationId, ground, openedAt, withheldUntil }): Promise<Look> => {
      const organisation = await doors.organisation(transaction, organisationId);
      return {
        id,
        authority: lookingAuthority(organisation),
        by: organisationName(organisation),
        ground: groundWords(ground),
        at: openedAt.toISOString(),
        ...(withheldUntil === null ? {} : { withheldUntil }),
        places: entries.filter(({ objectId }) => objectId === id).map((entry) => placeOf(entry, true)),
      };
    }),
  );
  const told = toldLookStore(kernel.keys, transaction);
  // Only casework tells of looks, and its nodes are those of procuratorates.
  const elsewhere = (await told.ofVisitor()).map(
    ({ node, proofs, withheldUntil, openedAt: at, ground, ...look }): Look => ({
      ...{ id: look.id, authority: 'procuratorate', by: look.by, ground: groundWords(ground), at },
      ...(withheldUntil === null ? {} : { withheldUntil }),
      places: proofs.map(({ entryId: entry, log, index }) => ({ entry, log, index, isOwn: true, node })),
    }),
  );
  const { longestDays, renewals } = doors.law.pack.withheldLooks;
  return {
    looks: [...here, ...elsewhere].sort((one, other) => other.at.localeCompare(one.at)),
    withheld: {
      ...withheldAnywhere([...(withheld === undefined ? [] : [withheld]), ...(await told.withheld())]),
      longestDays,
      renewals,
    },
  };
}

/** The proof of an entry of a look that another node told of; undefined for any other entry. */
export async function toldProof(
  { kernel }: Pick<Platform, 'kernel'>,
  transaction: Transaction,
  entryId: string,
): Promise<string | undefined> {
  const looks = await toldLookStore(kernel.keys, transaction).ofVisitor();
  return looks.flatMap(({ proofs }) => proofs).find((proof) => proof.entryId === entryId)?.file;
}

function groundWords(ground: string): Words {
  const grounds: Readonly<Record<string, Words>> = words.lookGrounds;
  return grounds[ground] ?? { en: ground, zh: ground };
}
