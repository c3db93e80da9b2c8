import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { createRoot } from 'react-dom/client';
import './fonts.css';
import { App } from './app/App';
import { loadScreen } from './app/screens';
import { answerFarewells } from './drafts/farewell';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const cache = createCache({ key: 'crm', nonce, prepend: true });
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

// The screen's code travels while the frame is being made.
loadScreen(window.location.hash);

answerFarewells();
createRoot(root).render(
  <CacheProvider value={cache}>
    <App />
  </CacheProvider>,
);
