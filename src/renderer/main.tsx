import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { createRoot } from 'react-dom/client';
import './fonts.css';
import './ui/plain.css';
import './app/features';
import { App } from './app/App';
import { loadScreen } from './app/screens';
import { answerFlush } from './drafts/flush-before-close';
import { earlyState } from './ipc/early-states';
import { loadTexts } from './services/texts';
import { tellCutTexts } from './ui/cut-titles';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const cache = createCache({ key: 'crm', nonce, prepend: true });
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
const frame = createRoot(root);

answerFlush();
tellCutTexts();
// The frame is drawn once, with its words and its screen in it.
void Promise.all([
  loadTexts(earlyState('settings.all')?.language ?? 'ru'),
  loadScreen(window.location.hash),
]).finally(() =>
  frame.render(
    <CacheProvider value={cache}>
      <App />
    </CacheProvider>,
  ),
);
