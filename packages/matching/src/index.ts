export * from './identity-number/index.js';
export * from './name/index.js';
