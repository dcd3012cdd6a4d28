import {
  chainState,
  compareBytes,
  type CompletenessFile,
  epochToken,
  findInSortedTree,
  formatCompleteness,
  hashAt,
  joinHashes,
  sealedDayIn,
  type ShownEntry,
  type SortedTree,
  sortedTree,
} from '@gatehouse/merkle';
import { act } from '../../kernel/act.js';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { systemViewer } from '../../kernel/viewer.js';
import { nodeSha256 } from './log-folder.js';
import type { Receipts } from './receipts.js';
import { epochOf, journalRules } from './rules.js';
import { chainStore, type DaySeal, daySealStore, type SealedChain } from './store/chain-store.js';
import { chainSecret } from './take-chains.js';

/** Seals the days, and proves of a person that everything asked about them is shown. */
export type DaySeals = BackgroundLoop & {
  /** Seals the day that is running, once. */
  readonly sealDay: () => Promise<void>;
  /**
   * All that was asked about the person of these tokens, newest first, as a file that anybody can verify; undefined while the
   * seal of the day, or an entry that it covers, does not stand in a signed checkpoint yet.
   */
  readonly completeness: (tokens: readonly Buffer[]) => Promise<string | undefined>;
};

const viewer = systemViewer('journal');

/** A day's tree, and by the token of each leaf the chain behind it. */
type Day = { readonly seal: DaySeal; readonly tree: SortedTree; readonly chains: ReadonlyMap<string, SealedChain> };

/** The seals of the days of a node. */
export function openDaySeals(kernel: Kernel, receipts: Receipts): DaySeals {
  let day: Day | undefined;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const inside = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withTransaction(kernel.database, viewer, kernel.clock.now(), work);

  const sealDay = async (): Promise<void> => {
    const epoch = epochOf(kernel.clock.now());
    const last = await inside((transaction) => daySealStore(transaction).last());
    if (last !== undefined && last.epoch >= epoch) return;
    await inside((transaction) => chainStore(transaction).keepForSeal(epoch));
    const { tree, chains } = await treeOf(epoch, () => keptChains(inside));
    const root = Buffer.from(tree.root);
    await act(kernel, viewer, 'journal.seal-day', async (context) => {
      const details = { epoch, chains: tree.size, root: root.toString('hex'), before: last?.epoch ?? null };
      const entryId = await context.record({ object: { kind: 'day', id: epoch }, details });
      await daySealStore(context).add({ epoch, chains: tree.size, root, entryId, sealedAt: context.now });
    });
    const seal = await inside((transaction) => daySealStore(transaction).last());
    if (seal !== undefined) day = { seal, tree, chains };
  };

  const dayOf = async (seal: DaySeal): Promise<Day | undefined> => {
    if (day?.seal.epoch === seal.epoch) return day;
    const { tree, chains } = await treeOf(seal.epoch, () => keptChains(inside));
    // While the next day is being sealed the chains are kept for that one already.
    if (!seal.root.equals(tree.root)) return undefined;
    day = { seal, tree, chains };
    return day;
  };

  /** An entry with its receipt, opened unless its key was destroyed. */
  const shown = async (entryId: string): Promise<ShownEntry | undefined> => {
    const receipt = await receipts.receiptFor(entryId, 'witnessed');
    const commitment = await receipts.commitmentOf(entryId);
    if (receipt === undefined || commitment === undefined) return undefined;
    const opened = await receipts.openedEntry(entryId);
    return opened === undefined ? { receipt, commitment } : { receipt, commitment, opened };
  };

  return {
    sealDay,
    completeness: async (tokens) => {
      const { last, links } = await inside(async (transaction) => ({
        last: await daySealStore(transaction).last(),
        links: await chainStore(transaction).entriesOf(tokens),
      }));
      const sealed = last === undefined ? undefined : await dayOf(last);
      const seal = sealed === undefined ? undefined : await shown(sealed.seal.entryId);
      const [asked] = tokens;
      if (sealed === undefined || seal === undefined || asked === undefined) return undefined;
      // A seal of before leaves were marked proves less than the one that comes within a day.
      if (sealedDayIn(seal.commitment) === undefined) return undefined;
      const secret = chainSecret(links[0]?.token ?? asked);
      const { leaf, path } = placeOf(sealed, secret);
      const covered = leaf !== undefined && 'head' in leaf ? leaf.entries : 0;
      const entries: ShownEntry[] = [];
      for (const { entryId } of links) {
        const entry = await shown(entryId);
        if (entry === undefined) break;
        entries.push(entry);
      }
      return entries.length < covered ? undefined : formatCompleteness({ secret, seal, leaf, path, entries });
    },
    turn: sealDay,
    start: () => {
      const look = (): void => {
        turn = turn.then(sealDay).catch((error: unknown) => {
          kernel.log.error({ err: error }, 'the day could not be sealed and will be tried again');
        });
      };
      look();
      timer = setInterval(look, journalRules.sealInterval);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}

/** The leaf at the end of somebody's walk through a day, and the way up from it. */
function placeOf({ tree, chains, seal }: Day, secret: Uint8Array): Pick<CompletenessFile, 'leaf' | 'path'> {
  const token = epochToken(secret, seal.epoch, nodeSha256);
  const found = findInSortedTree(tree, token);
  if (found === undefined) return { leaf: undefined, path: [] };
  const own = chains.get(hex(token));
  if (own !== undefined) return { leaf: { entries: own.entries, head: own.head }, path: found.path };
  const other = hashAt(tree.tokens, found.index);
  return { leaf: { token: other, state: hashAt(tree.states, found.index) }, path: found.path };
}

/** The tree of a day over the chains as they were kept for it. */
async function treeOf(
  epoch: string,
  kept: () => AsyncIterable<readonly SealedChain[]>,
): Promise<Pick<Day, 'tree' | 'chains'>> {
  const leaves: { token: Uint8Array; state: Uint8Array }[] = [];
  const chains = new Map<string, SealedChain>();
  for await (const some of kept()) {
    for (const chain of some) {
      const token = epochToken(chainSecret(chain.token), epoch, nodeSha256);
      leaves.push({ token, state: chainState(token, chain.entries, chain.head, nodeSha256) });
      chains.set(hex(token), chain);
    }
  }
  leaves.sort((one, other) => compareBytes(one.token, other.token));
  const tokens = joinHashes(leaves.map(({ token }) => token));
  const states = joinHashes(leaves.map(({ state }) => state));
  return { tree: sortedTree(tokens, states, nodeSha256), chains };
}

async function* keptChains(inside: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>) {
  let after: Buffer | undefined;
  for (;;) {
    const some = await inside((transaction) => chainStore(transaction).kept(after, journalRules.chainsTogether));
    if (some.length === 0) return;
    yield some;
    after = some.at(-1)?.token;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
