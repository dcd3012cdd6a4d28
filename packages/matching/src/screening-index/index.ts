export { type Candidate, createIndex, type Screening, type ScreeningIndex } from './create-index.js';
