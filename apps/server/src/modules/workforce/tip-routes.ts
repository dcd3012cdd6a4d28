import { tipEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { answerTip, listTips, passTipOn } from './actions/answer-tips.js';
import { readReceipt, sendTip, tipOptions } from './actions/send-tip.js';
import type { Workplace } from './doors.js';

/** The routes of tips about places: from anybody, and for the authority that answers them. */
export function tipRoutes(at: Workplace): readonly Route[] {
  const one = tipEndpoints;
  return [
    route(one.options, () => tipOptions(at)),
    route(one.send, (_viewer, { body }) => sendTip(at, body)),
    route(one.receipt, (_viewer, { body }) => readReceipt(at, body)),
    route(one.list, (viewer) => listTips(at, viewer)),
    route(one.answer, (viewer, { params, body }) => answerTip(at, viewer, params.id, body)),
    route(one.passOn, (viewer, { params, body }) => passTipOn(at, viewer, params.id, body)),
  ];
}
