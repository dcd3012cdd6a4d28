import { createRoot } from 'react-dom/client';
import { Application } from './app/application.js';
import { startLanguage } from './app/language.js';
import './app/global.css';

const root = document.getElementById('root');
if (root) {
  void startLanguage().then(() => createRoot(root).render(<Application />));
}
