import type { AnswerOf, employmentEndpoints, headcountEndpoints, rosterEndpoints } from '@gatehouse/contract';

/** What the endpoints of this module answer, under the names its pages use. */
export type StaffLine = AnswerOf<typeof employmentEndpoints.list>['items'][number];
export type Employment = AnswerOf<typeof employmentEndpoints.read>;
export type LoadProgress = AnswerOf<typeof rosterEndpoints.read>;
export type LoadRow = AnswerOf<typeof rosterEndpoints.rows>['items'][number];
export type UnitRoster = AnswerOf<typeof headcountEndpoints.units>['items'][number];
