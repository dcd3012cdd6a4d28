import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** A look at everybody enrolled, each compared anew with everybody on record. Counts only. */
export const Rescreening = z.object({
  id: z.uuid(),
  state: z.enum(['running', 'stopped', 'finished']),
  /** First those enrolled, then those on record without a plain number, then the enrolled again for whom on record a crowd agrees with. */
  stage: z.enum(['enrolments', 'records', 'crowd']),
  enrolments: z.number().int(),
  enrolmentsDone: z.number().int(),
  /** 0 until the stage of records has begun. */
  records: z.number().int(),
  recordsDone: z.number().int(),
  crowdDone: z.number().int(),
  /** How many of them people have something new to compare for. */
  news: z.number().int(),
  startedAt: z.iso.datetime(),
});
export type Rescreening = z.infer<typeof Rescreening>;

/** Endpoints of monitoring those who work with children. */
export const registryMonitoringEndpoints = {
  startRescreening: endpoint({
    method: 'POST',
    path: '/api/registry/rescreenings',
    access: 'registry:verify',
    summary: 'Compare everybody enrolled with everybody on record anew',
    body: z.strictObject({}),
    status: 202,
    answer: Rescreening,
    journal: { act: 'registry.start-rescreening' },
  }),
  readRescreening: endpoint({
    method: 'GET',
    path: '/api/registry/rescreenings',
    access: 'registry:verify',
    summary: 'How far the last comparing of everybody enrolled has come',
    answer: z.object({ rescreening: Rescreening.nullable() }),
    journal: { none: 'counts and states only' },
  }),
  changeRescreening: endpoint({
    method: 'POST',
    path: '/api/registry/rescreenings/:rescreeningId/changes',
    access: 'registry:verify',
    summary: 'Stop the comparing of everybody enrolled after its present chunk, or go on with it',
    params: z.object({ rescreeningId: z.uuid() }),
    body: z.strictObject({ verb: z.enum(['stop', 'resume']) }),
    answer: Rescreening,
    journal: { act: 'registry.change-rescreening' },
  }),
};
