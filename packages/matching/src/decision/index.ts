export { agreeingNames, type Band, type Decision, decide, partlyAgreeingNames, ruleVersion } from './decide.js';
