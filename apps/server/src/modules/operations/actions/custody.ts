import type { AnswerOf, operationsEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import * as keys from '../../../kernel/keys/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { KeyPlace } from './renew-keys.js';

/**
 * Draws a custody of the node's keys, or the next one. The entry stands before the shares are shown; no entry ever holds one.
 * @throws DomainError `keys-not-renewable`
 */
export async function drawCustody(
  kernel: Kernel,
  { keyFolder }: KeyPlace,
  viewer: Viewer,
): Promise<AnswerOf<typeof operationsEndpoints.drawCustody>> {
  if (keyFolder === undefined) refuse('keys-not-renewable');
  const now = kernel.clock.now();
  await act(kernel, viewer, 'operations.draw-custody', (context) => context.record({}));
  const { custody, shares } = await keys.drawCustody(keyFolder, now);
  return { node: kernel.keys.describe().node, custody, drawnAt: now.toISOString(), shares: [...shares] };
}

/**
 * Tries two shares and keeps the day on which they fitted.
 * @throws DomainError `keys-not-renewable`, those of `testCustody`
 */
export async function testCustody(
  kernel: Kernel,
  { keyFolder }: KeyPlace,
  viewer: Viewer,
  shares: readonly string[],
): Promise<AnswerOf<typeof operationsEndpoints.testCustody>> {
  if (keyFolder === undefined) refuse('keys-not-renewable');
  const now = kernel.clock.now();
  const { custody } = await act(kernel, viewer, 'operations.test-custody', async (context) => {
    const tested = await keys.testCustody(keyFolder, shares, now);
    await context.record({ details: { custody: tested.custody } });
    return tested;
  });
  return { custody, testedAt: now.toISOString() };
}
