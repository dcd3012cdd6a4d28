import { expect, it } from 'vitest';
import { actWords } from './act-words.js';
import { actsOfLook, lookKindOf, lookKinds } from './looks.js';

it('an act is a look of one kind at most, and is one that is done', () => {
  const acts = lookKinds.flatMap(actsOfLook);
  expect(acts.filter((act, at) => acts.indexOf(act) !== at)).toEqual([]);
  expect(acts.filter((act) => actWords[act] === undefined)).toEqual([]);
  expect(lookKinds.map((kind) => actsOfLook(kind).map(lookKindOf))).toEqual(
    lookKinds.map((kind) => actsOfLook(kind).map(() => kind)),
  );
  expect(lookKindOf('inquiry.draft')).toBeUndefined();
});
