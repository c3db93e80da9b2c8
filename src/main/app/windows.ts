import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { attachContextMenu } from './context-menu';
import type { FlushBeforeClose } from './flush-before-close';
import type { Profile, WindowPlace } from './profile';
import { origin } from './protocol';

const smallest = { width: 900, height: 600 };

/** Makes and knows the windows; remembers the place and size of the last one. */
export class Windows {
  readonly #windows = new Set<BrowserWindow>();
  /** Windows whose pages have saved everything and may go. */
  readonly #ready = new WeakSet<BrowserWindow>();

  constructor(
    private readonly profile: Profile,
    private readonly icon: string,
    private readonly flush: FlushBeforeClose,
  ) {}

  open(): BrowserWindow {
    const place = visiblePlace(this.profile.state.window);
    const window = new BrowserWindow({
      ...place,
      minWidth: smallest.width,
      minHeight: smallest.height,
      show: false,
      title: 'Картотека',
      icon: this.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#121416' : '#f6f7f9',
      webPreferences: {
        preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: true,
        // The scripts' compiled form is kept from the first start on.
        v8CacheOptions: 'bypassHeatCheck',
      },
    });
    this.#windows.add(window);
    if (this.profile.state.window.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      this.profile.change({ window: placeOf(window) });
      if (this.#ready.has(window)) return;
      event.preventDefault();
      void this.#part([window]).then(() => window.isDestroyed() || window.close());
    });
    window.on('closed', () => this.#windows.delete(window));
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') window.webContents.reload();
    });
    attachContextMenu(window.webContents, () => this.profile.state.settings.language);
    void window.loadURL(`${origin}/index.html${firstScreen()}`);
    return window;
  }

  /** Lets every page save what is half typed; after that the windows close without being asked. */
  async partAll(): Promise<void> {
    await this.#part([...this.#windows]);
  }

  async #part(windows: readonly BrowserWindow[]): Promise<void> {
    await this.flush.say(windows.map(({ webContents }) => webContents));
    for (const window of windows) this.#ready.add(window);
  }

  /** The pages of all windows. */
  get pages(): WebContents[] {
    return [...this.#windows].map(({ webContents }) => webContents);
  }

  /** Loads every page anew, at its own address or at the first screen: nothing of before stays in its memory. */
  reload(at: 'here' | 'home'): void {
    for (const page of this.pages) {
      if (at === 'here') page.reload();
      // The address alone would be a move within the page.
      else void page.loadURL(`${origin}/index.html?${Date.now()}`);
    }
  }

  isOurs(contents: WebContents): boolean {
    for (const window of this.#windows) if (window.webContents === contents) return true;
    return false;
  }

  /** The window a person works in, brought to the front. */
  focus(): BrowserWindow {
    const focused = BrowserWindow.getFocusedWindow();
    const [first = this.open()] = [...this.#windows];
    const window = focused && this.#windows.has(focused) ? focused : first;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (process.platform === 'darwin') app.focus({ steal: true });
    return window;
  }
}

/** `--open=/clients` begins on that screen instead of «Сегодня». */
function firstScreen(): string {
  const path = app.commandLine.getSwitchValue('open');
  return /^\/[a-z]+$/.test(path) ? `#${path}` : '';
}

function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** A remembered place on a screen that is no longer there would open a window nobody sees. */
function visiblePlace({ x, y, width, height }: WindowPlace): Partial<WindowPlace> {
  const size = { width: Math.max(width, smallest.width), height: Math.max(height, smallest.height) };
  if (x === undefined || y === undefined) return size;
  const seen = screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const down = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return across > 100 && down > 100;
  });
  return seen ? { ...size, x, y } : size;
}
