export { foldName, nameSegments } from './fold.js';
export { type Script, scriptOf } from './script.js';
