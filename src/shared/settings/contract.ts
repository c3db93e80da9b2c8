import { type Static, Type } from 'typebox';
import { output, state, system } from '../lib/contract';
import { OneOf, Strict, Text } from '../lib/schema';

export const languages = ['ru', 'en'] as const;
export const themes = ['system', 'light', 'dark'] as const;
/** How long former values and deleted records are kept, in years. */
export const keepTerms = ['1', '3', '5', 'always'] as const;
export const dialSchemes = ['tel', 'sip', 'callto'] as const;

/** Settings that a page may change by itself. */
const PageSettings = Strict({
  language: OneOf(languages),
  theme: OneOf(themes),
  dialScheme: OneOf(dialSchemes),
  sipHost: Text(200),
  /** Polite hours, local to the client. */
  politeFrom: Text(5),
  politeTo: Text(5),
  notifications: Type.Boolean(),
  keepHistory: OneOf(keepTerms),
  /** Ask the server seldom and fetch no file unasked. */
  syncLowTraffic: Type.Boolean(),
});
type PageSettings = Static<typeof PageSettings>;

/** Settings of this device; never synced. What is not the page's alone is set by a dialog or a question of main. */
export const Settings = Strict({
  ...PageSettings.properties,
  /** Folder for generated documents; '' for the system's documents folder. */
  documentsFolder: Text(2000),
  /** Folder for copies of the database; '' for the profile's own. */
  backupsFolder: Text(2000),
  /** `http://proxy.example:3128`; '' for what the system has. */
  syncProxy: Text(300),
  /** The name the proxy wants; its password is among the profile's secrets. '' for none. */
  syncProxyUser: Text(200),
  /** A certificate trusted beside the usual ones, in PEM, and the name in it; '' for none. */
  syncCertificate: Text(64 * 1024),
  syncCertificateName: Text(300),
});
export type Settings = Static<typeof Settings>;
export type Language = Settings['language'];
export type Theme = Settings['theme'];

export const defaultSettings: Settings = {
  language: 'ru',
  theme: 'system',
  dialScheme: 'tel',
  sipHost: '',
  documentsFolder: '',
  backupsFolder: '',
  politeFrom: '09:00',
  politeTo: '19:00',
  notifications: true,
  keepHistory: '3',
  syncLowTraffic: false,
  syncProxy: '',
  syncProxyUser: '',
  syncCertificate: '',
  syncCertificateName: '',
};

export const settingsContract = {
  'settings.all': state(output<Settings>()),
  /** Errors: not-confirmed where a shorter history was not agreed to. */
  'settings.change': system(
    Type.Unsafe<Partial<PageSettings>>({
      type: 'object',
      properties: PageSettings.properties,
      additionalProperties: false,
    }),
    output<null>(),
  ),
  'settings.pickDocumentsFolder': system(Strict({}), output<null>()),
  /** Back to the system's documents folder. */
  'settings.usualDocumentsFolder': system(Strict({}), output<null>()),
} as const;
