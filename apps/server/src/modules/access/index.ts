export { authenticateAccount } from './actions/authenticate.js';
export { accessRoutes } from './routes.js';
