import { afterEach } from 'vitest';
import { whatIsShown } from './browser.js';

// A step that waited in vain says what it waited for; only the page says why it never came.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  process.stderr.write(`What was open when “${task.name}” failed:\n${(await whatIsShown()).join('\n')}\n`);
});
