import { defaultSettings, type Language, type Settings } from '@shared/settings/contract';
import { type Texts, texts } from '@shared/texts';
import { createContext, useContext } from 'react';

/** The device's settings, live. */
export const SettingsContext = createContext<Settings>(defaultSettings);

export const useSettings = (): Settings => useContext(SettingsContext);

export const useLanguage = (): Language => useSettings().language;

/** All sentences in the language set; switches live. */
export const useTexts = (): Texts => texts[useSettings().language];
