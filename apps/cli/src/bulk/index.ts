export { bulkCommand } from './bulk-command.js';
