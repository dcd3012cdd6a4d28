import type { Module } from '../../kernel/module.js';
import { authenticateAccount } from './actions/authenticate.js';
import { accessRoutes } from './routes.js';

/** Organisations, accounts, roles, sessions and tokens. */
export const accessModule: Module = {
  name: 'access',
  queues: [],
  parts: async (kernel) => ({
    routes: accessRoutes(kernel),
    authenticate: (credentials) => authenticateAccount(kernel, credentials),
  }),
};
