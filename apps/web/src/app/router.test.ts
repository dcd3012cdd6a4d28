import { expect, it } from 'vitest';
import { router } from './router.js';

/** Where the server answers with something other than the web app. */
const served = ['/api/', '/assets/', '/log/'];

it('no page has an address that the server keeps for something else: a reload would not find it', () => {
  const paths = Object.keys(router.routesByPath);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => served.some((prefix) => path.startsWith(prefix)))).toEqual([]);
});
