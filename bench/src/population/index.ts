export { announcedErrors, type ErrorClass, madeFor } from './announced-errors.js';
export { harderErrors } from './harder-errors.js';
export { type NegativeClass, negativesWithNumber, negativesWithoutNumber } from './negatives.js';
export { type Invented, inventPeople, inventPerson, type Kind } from './people.js';
export { type Random, seeded } from './random.js';
