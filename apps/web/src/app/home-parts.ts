import { accessHomePart } from '../access/home-part.js';
import { inquiryHomePart } from '../inquiry/home-part.js';
import { journalHomePart } from '../journal/home-part.js';
import { messagesHomePart } from '../messages/home-part.js';
import { registryHomePart } from '../registry/home-part.js';
import { supervisionHomePart } from '../supervision/home-part.js';
import { coverageHomePart, sentStaffHomePart } from '../workforce/coverage-home-part.js';
import type { HomePart } from './home-part.js';

/** What the home page is made of. A module adds its line here; the order is that of tasks equally pressing. */
export const homeParts: readonly HomePart[] = [
  inquiryHomePart,
  coverageHomePart,
  sentStaffHomePart,
  supervisionHomePart,
  registryHomePart,
  journalHomePart,
  accessHomePart,
  messagesHomePart,
];
