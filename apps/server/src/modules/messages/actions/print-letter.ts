import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { MessageSetting } from '../setting.js';
import { letterStore } from '../store/letter-store.js';
import { messageStore } from '../store/message-store.js';

/** Keeps a letter as an encrypted object until it is printed. Answers the id under which it is found. */
export async function keepLetter(kernel: Kernel, pdf: Uint8Array): Promise<string> {
  const stored = await kernel.files.put(pdf, { kind: 'messages.letter' });
  return withTransaction(kernel.database, systemViewer('delivery'), kernel.clock.now(), (transaction) =>
    letterStore(transaction).add(stored),
  );
}

/** The page of a letter, for the operator who prints it. It holds the link, so the unit never gets it. */
export async function printLetter({ kernel }: MessageSetting, viewer: Viewer, id: string): Promise<FileAnswer> {
  return act(kernel, viewer, 'messages.print', async (context) => {
    const fileId = (await messageStore(context).byId(id))?.letterFileId;
    const letter = typeof fileId === 'string' ? await letterStore(context).byId(fileId) : undefined;
    if (letter === undefined) return refuse('not-found');
    await context.record({ object: { kind: 'messages.message', id } });
    const bytes = await kernel.files.get(letter.name, letter.dataKey);
    return { bytes, name: `${id}.pdf`, mediaType: 'application/pdf' };
  });
}
