import { registryAliasEndpoints } from './registry-aliases.js';
import { registryComparisonEndpoints } from './registry-comparisons.js';
import { registryImportEndpoints } from './registry-imports.js';
import { registryMergeEndpoints } from './registry-merges.js';
import { registryMonitoringEndpoints } from './registry-monitoring.js';
import { registryRecordEndpoints } from './registry-records.js';
import { registryReplayEndpoints } from './registry-replays.js';
import { registrySourceEndpoints } from './registry-sources.js';

export * from './registry-aliases.js';
export * from './registry-comparisons.js';
export * from './registry-facts.js';
export * from './registry-imports.js';
export * from './registry-desk.js';
export * from './registry-lags.js';
export * from './registry-merges.js';
export * from './registry-monitoring.js';
export * from './registry-records.js';
export * from './registry-replays.js';
export * from './registry-sources.js';

/** Every endpoint of the registry. */
export const registryEndpoints = {
  ...registrySourceEndpoints,
  ...registryImportEndpoints,
  ...registryRecordEndpoints,
  ...registryAliasEndpoints,
  ...registryComparisonEndpoints,
  ...registryMergeEndpoints,
  ...registryMonitoringEndpoints,
  ...registryReplayEndpoints,
};
