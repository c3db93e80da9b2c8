import { Menu, nativeTheme, type WebContents } from 'electron';
import { buildMenu } from './menu';
import { callSystem } from './serve-pages';
import type { HandlerServices } from './system';

/** Keeps the menu's language and the theme as the settings say. @param page whose calls the menu's own are */
export function followSettings(services: HandlerServices, page: WebContents): void {
  const { profile, states, intents, windows } = services;
  const apply = () => {
    nativeTheme.themeSource = profile.state.settings.theme;
    Menu.setApplicationMenu(
      buildMenu(profile.state.settings.language, {
        intent: (intent) => intents.ask(intent),
        own: {
          'new-window': () => windows.open(),
          logs: () => void callSystem(services, 'app.openLogs', {}, page),
        },
      }),
    );
  };
  apply();
  profile.onChange(({ settings }) => {
    if (settings === states.get('settings.all')) return;
    states.publish('settings.all', settings);
    apply();
  });
}
