import type { LogPlace } from '@gatehouse/contract';
import type { AboutEntry } from '../doors.js';

/** Where an entry stands in the log of this node, as the own page tells of it. @param isOwn whether it speaks of the reader alone */
export function placeOf({ id, log, leafIndex }: AboutEntry, isOwn: boolean): LogPlace {
  return { entry: id, log, index: leafIndex, isOwn };
}
