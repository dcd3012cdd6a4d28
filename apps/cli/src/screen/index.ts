export { type CommandOutput, screenCommand } from './screen-command.js';
