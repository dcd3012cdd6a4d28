import type { PackRegistry } from '../pack/load.js';
import cnGuangzhou from './cn-guangzhou.json' with { type: 'json' };
import cnMinorsLaw from './cn-minors-law.json' with { type: 'json' };
import clocks from './cn-national/clocks.json' with { type: 'json' };
import headcounts from './cn-national/headcounts.json' with { type: 'json' };
import header from './cn-national/header.json' with { type: 'json' };
import inquiries from './cn-national/inquiries.json' with { type: 'json' };
import openPoints from './cn-national/open-points.json' with { type: 'json' };
import prohibitions from './cn-national/prohibitions.json' with { type: 'json' };
import records from './cn-national/records.json' with { type: 'json' };
import sources from './cn-national/sources.json' with { type: 'json' };
import texts from './cn-national/texts.json' with { type: 'json' };
import vectors from './cn-national/vectors.json' with { type: 'json' };
import watch from './cn-national/watch.json' with { type: 'json' };
import workforce from './cn-national/workforce.json' with { type: 'json' };
import demonstration from './demonstration.json' with { type: 'json' };

const cnNational = {
  ...header,
  ...sources,
  ...openPoints,
  ...records,
  ...inquiries,
  ...headcounts,
  ...clocks,
  ...workforce,
  ...prohibitions,
  ...watch,
  ...texts,
  ...vectors,
};

/** The packs that come with Gatehouse, by id, as their files state them. Load one with `loadPack`. */
export const builtInPacks: PackRegistry = new Map<string, unknown>([
  ['cn-national', cnNational],
  ['cn-minors-law', cnMinorsLaw],
  ['cn-guangzhou', cnGuangzhou],
  ['demonstration', demonstration],
]);
