import { expect, test } from 'vitest';
import type { HealthCheck } from '../module.js';
import { askHealth } from './health.js';

const description = {} as Parameters<typeof askHealth>[1];
const words = { en: 'Loading.', zh: '正在载入。' };
const well: HealthCheck = { name: 'well', check: async () => undefined };
const passing: HealthCheck = { name: 'passing', check: async () => words, passesByItself: true };
const broken: HealthCheck = { name: 'broken', check: () => Promise.reject(new Error('the disk is gone')) };

test.each([
  ['nothing is wrong', [well], 'ok', []],
  ['something passes by itself: nobody restarts a node for it', [well, passing], 'ok', ['passing']],
  ['something is broken', [well, broken], 'failing', ['broken']],
  ['both', [passing, broken], 'failing', ['passing', 'broken']],
] as const)('where %s', async (_, checks, status, named) => {
  const health = await askHealth(checks, description);
  expect(health.status).toBe(status);
  expect(health.reasons.map(({ check }) => check)).toEqual(named);
  expect(JSON.stringify(health)).not.toContain('disk');
});
