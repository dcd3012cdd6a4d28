export { type Band, type Decision, decide, ruleVersion } from './decide.js';
