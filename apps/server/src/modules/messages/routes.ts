import { messageEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { printLetter } from './actions/print-letter.js';
import { demonstrateMessage, listMessages, readFigures, showMessage } from './actions/read-outbox.js';
import { markPosted, sendAgain, takeBounce } from './actions/settle-message.js';
import type { MessageSetting } from './setting.js';

/** The routes of this module. */
export function messageRoutes(setting: MessageSetting): readonly Route[] {
  return [
    route(messageEndpoints.list, (viewer, { query }) => listMessages(setting, viewer, query)),
    route(messageEndpoints.figures, (viewer) => readFigures(setting, viewer)),
    route(messageEndpoints.show, (viewer, { params }) => showMessage(setting, viewer, params.id)),
    route(messageEndpoints.sendAgain, (viewer, { params, body }) =>
      sendAgain(setting, viewer, params.id, body.version),
    ),
    route(messageEndpoints.markPosted, (viewer, { params, body }) =>
      markPosted(setting, viewer, params.id, body.version),
    ),
    route(messageEndpoints.demonstrate, (viewer, { params }) => demonstrateMessage(setting, viewer, params.id)),
    route(messageEndpoints.letter, (viewer, { params }) => printLetter(setting, viewer, params.id)),
    route(messageEndpoints.bounce, (viewer, { body }) => takeBounce(setting, viewer, body.mail)),
  ];
}
