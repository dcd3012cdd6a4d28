import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './app/language.js';
import { isPlainPath, PlainApplication, startPlain } from './app/plain-application.js';
import { forgetAttemptWhenBack } from './app/session/kept-attempt.js';
import './app/global.css';

/** Pages without an account load alone: a phone on a weak line should not wait for everything a desk needs. */
async function start(root: HTMLElement): Promise<void> {
  const path = location.pathname;
  if (isPlainPath(path)) {
    startPlain();
    await startLanguage();
    createRoot(root).render(createElement(PlainApplication, { path }));
    return;
  }
  const [{ Application }] = await Promise.all([import('./app/application.js'), startLanguage()]);
  createRoot(root).render(createElement(Application));
}

forgetAttemptWhenBack();
const root = document.getElementById('root');
if (root) void start(root);
