import { withTransaction } from '../../../kernel/database/transaction.js';
import type { HealthCheck } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { MessageSetting } from '../setting.js';
import { messageStore } from '../store/message-store.js';

/** A message that has not moved for so long, in hours, makes the node unwell: longer than any pause between tries. */
const stuckAfterHours = 13;

/** Whether messages leave. */
export function messageHealth({ kernel }: MessageSetting): HealthCheck {
  return {
    name: 'messages.outbox',
    check: async () => {
      const now = kernel.clock.now();
      const oldest = await withTransaction(kernel.database, systemViewer('delivery'), now, (transaction) =>
        messageStore(transaction).oldestQueued(),
      );
      const hours = Math.floor((now.getTime() - new Date(oldest?.since ?? now).getTime()) / 3_600_000);
      if (hours < stuckAfterHours) return undefined;
      return { en: `a message has not moved for ${hours} h`, zh: `有消息已 ${hours} 小时未发出` };
    },
  };
}
