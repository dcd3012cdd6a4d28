import { buildPage } from './page.js';

const root = document.querySelector('main');
if (root !== null) buildPage(root);
