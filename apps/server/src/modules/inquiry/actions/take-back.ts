import { act } from '../../../kernel/act.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { answerStore } from '../store/answer-store.js';
import { applicationStore } from '../store/application-store.js';

/** Takes a question back at the registry after the person withdrew, once; a later answer is let go. */
export async function takeBack(platform: Platform, inquiryId: string): Promise<void> {
  const { kernel, doors } = platform;
  await act(kernel, systemViewer('exchange'), 'inquiry.take-back', async (context) => {
    const row = await applicationStore(context).byId(inquiryId);
    const answers = answerStore(kernel.keys, context);
    const answer = await answers.byApplication(inquiryId);
    const ended =
      answer !== undefined && row.state === 'WITHDRAWN' && (await answers.advance(answer, 'cancel', { body: null }));
    if (ended) await doors.sendToRegistry(context, 'inquiry.cancel', [{ askId: answer.askId }]);
    await context.record({ object: { kind: 'inquiry', id: inquiryId }, details: { ended } });
  });
}
