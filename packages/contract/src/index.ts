export * from './access.js';
export * from './endpoint.js';
export * from './errors/index.js';
export * from './paging.js';
export * from './permissions.js';
export * from './problem.js';
export * from './roles.js';
