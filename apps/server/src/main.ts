export { type Config, type Mode, readConfig } from './config.js';
export { type Clock, type FakeClock, fakeClock } from './kernel/clock.js';
export { folderHolder } from './kernel/database/folder-lock.js';
export { withTransaction } from './kernel/database/transaction.js';
export { DomainError } from './kernel/errors.js';
export { publicViewer, systemViewer, type Viewer } from './kernel/viewer.js';
export { openJournal, type OpenLog } from './modules/journal/index.js';
export { type Node, type NodeOptions, openNode } from './node.js';
export { type ServingNode, serveNode } from './serve.js';
