import type { Module } from '../../kernel/module.js';
import { authenticateAccount } from './actions/authenticate.js';
import { accessRoutes } from './routes.js';

/** The password of every account of a demonstration; such accounts exist in a data folder stamped demonstration alone. */
export const demonstrationPassword = 'gatehouse-demo';

/** Organisations, accounts, roles, sessions and tokens. */
export const accessModule: Module = {
  name: 'access',
  queues: [],
  parts: async (kernel) => ({
    routes: accessRoutes(kernel),
    authenticate: (credentials) => authenticateAccount(kernel, credentials),
  }),
};
