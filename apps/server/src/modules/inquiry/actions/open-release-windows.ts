import { nextReleaseWindow } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { answerStore } from '../store/answer-store.js';
import { type ReleaseWindowRow, windowStore } from '../store/window-store.js';
import { releaseInquiries } from './release-inquiries.js';

const viewer = systemViewer('release-window');
const kinds = ['ordinary', 'urgent'] as const;
const chunk = 100;

/**
 * Opens the windows that are due and lets everything answered by then leave, many in an act and each with its own entry. A
 * window that was interrupted is gone on with; one that is complete stays so.
 * @returns how many inquiries left
 */
export async function openReleaseWindows(platform: Platform): Promise<number> {
  for (const kind of kinds) await openDueWindow(platform, kind);
  const open = await withTransaction(platform.kernel.database, viewer, platform.kernel.clock.now(), (transaction) =>
    windowStore(transaction).open(),
  );
  let released = 0;
  for (const window of open) released += await workWindow(platform, window);
  return released;
}

/** The last window whose time has come; those missed before it need none of their own. */
async function openDueWindow({ kernel, doors }: Platform, kind: (typeof kinds)[number]): Promise<void> {
  const now = kernel.clock.now();
  await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const windows = windowStore(transaction);
    const { pack, calendar } = doors.law;
    const options = { urgent: kind === 'urgent' };
    const last = await windows.last(kind);
    if (last === undefined) {
      // The first look of a new node: windows count from here.
      await windows.insert(kind, now, true);
      return;
    }
    let due: Date | undefined;
    for (
      let at = nextReleaseWindow(pack, calendar, last, options).at;
      at <= now;
      at = nextReleaseWindow(pack, calendar, at, options).at
    )
      due = at;
    if (due !== undefined) await windows.insert(kind, due, false);
  });
}

async function workWindow(platform: Platform, window: ReleaseWindowRow): Promise<number> {
  const { kernel } = platform;
  const look = <T>(work: Parameters<typeof withTransaction<T>>[3]): Promise<T> =>
    withTransaction(kernel.database, viewer, kernel.clock.now(), work);
  const leaving = () =>
    look((transaction) =>
      answerStore(kernel.keys, transaction).leaving(window.kind === 'urgent', window.opensAt, chunk),
    );
  let released = 0;
  for (let ids = await leaving(); ids.length > 0; ids = await leaving())
    released += await releaseInquiries(platform, ids, window.opensAt);
  await look((transaction) => windowStore(transaction).complete(window, released));
  return released;
}
