import { defaultSettings, type Language, type Settings } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import * as ru from '@shared/texts/ru';
import { createContext, useContext, useEffect, useState } from 'react';

/** The languages whose sentences are here; the others are loaded when they are chosen. */
const loaded: { ru: Texts; en?: Texts } = { ru };

/** Brings a language's sentences here. */
export async function loadTexts(language: Language): Promise<void> {
  if (language === 'en') loaded.en ??= await import('@shared/texts/en');
}

/** The settings to draw with: a language newly chosen counts once its sentences are here. */
export function useSettingsWithTexts(settings: Settings): Settings {
  const { language } = settings;
  const [, arrived] = useState(0);
  const [before, setBefore] = useState<Language>('ru');
  const here = loaded[language] !== undefined;
  useEffect(() => {
    if (here) setBefore(language);
    else void loadTexts(language).then(() => arrived((count) => count + 1));
  }, [here, language]);
  const shown = here ? settings : { ...settings, language: before };
  drawn = shown.language;
  return shown;
}

let drawn: Language = 'ru';

/** The sentences on the screen now, outside of React. */
export const textsNow = (): Texts => loaded[drawn] ?? ru;

/** The device's settings, live. */
export const SettingsContext = createContext<Settings>(defaultSettings);

export const useSettings = (): Settings => useContext(SettingsContext);

export const useLanguage = (): Language => useSettings().language;

/** All sentences in the language set; switches live. */
export const useTexts = (): Texts => loaded[useSettings().language] ?? ru;
