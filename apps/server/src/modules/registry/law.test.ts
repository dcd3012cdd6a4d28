import { builtInCalendar, builtInPacks, loadPack } from '@gatehouse/law';
import { expect, test } from 'vitest';
import { lawUnder, type RegistryLaw } from './law.js';

const { pack, hash } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const earlier = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const calendar = builtInCalendar(pack.calendar) as RegistryLaw['calendar'];
const law: RegistryLaw = {
  pack,
  hash,
  settings: { choices: {} },
  calendar,
  everInForce: new Map([[earlier.hash, earlier.pack]]),
};

test('what was decided is worked out by the pack that decided it, where it was kept', () => {
  expect(lawUnder(law, hash)).toBe(law);
  expect(lawUnder(law, earlier.hash)).toMatchObject({ hash: earlier.hash, pack: { id: 'cn-national' } });
  expect(lawUnder(law, 'f'.repeat(64))).toBeUndefined();
  expect(lawUnder(law, undefined)).toBeUndefined();
  expect(lawUnder({ ...law, everInForce: new Map() }, earlier.hash)).toBeUndefined();
});
