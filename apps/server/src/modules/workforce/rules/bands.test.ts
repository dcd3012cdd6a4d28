import { gapEndpoints, GapTask } from '@gatehouse/contract';
import { builtInPacks, loadPack, penaltyBandsFor } from '@gatehouse/law';
import { expect, it } from 'vitest';
import { z } from 'zod';
import schema from '../../../kernel/database/schema.generated.json' with { type: 'json' };

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);

it('shows the bands of art. 126 with what is missing, in words, and takes and keeps no sum anywhere', () => {
  const bands = penaltyBandsFor(pack, 'without_check', new Date('2026-11-23T01:00:00Z'));
  expect(bands.map(({ words }) => /五万元|五十万元/.test(words.zh))).toEqual([true, true]);
  expect(Object.keys(GapTask.shape.bands.element.shape)).toEqual(['title', 'words']);
  // Nobody can impose one here: what an authority or a unit sends about a gap is words and a verdict, and no table has a place for a sum.
  for (const { body } of [gapEndpoints.order, gapEndpoints.reply, gapEndpoints.verify])
    expect(JSON.stringify(z.toJSONSchema(body as z.ZodType))).not.toMatch(/"(number|integer)"/);
  expect(JSON.stringify(schema)).not.toMatch(/yuan|penalt|_fine|fine_|amount/);
});
