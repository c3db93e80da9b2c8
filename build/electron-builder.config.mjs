// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every fuse by name, so that a new one cannot be forgotten.
 * @typedef {Required<
 * Omit<NonNullable<import('electron-builder').Configuration['electronFuses']>, 'resetAdHocDarwinSignature'>>} AllFuses
 */

/**
 * The switches burnt into the shipped binary.
 * @param {boolean} inspectable only for tests that drive a packed app; never shipped
 * @returns {AllFuses}
 */
export const fuses = (inspectable) => ({
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: inspectable,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  // We bring no snapshot of our own for the browser process.
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
});

/**
 * How the app is packed.
 * @param {object} runtime
 * @param {string} [runtime.electronDist] folder of the Electron to pack; electron-builder fetches its own when absent
 * @param {string} [runtime.electronVersion] its version
 * @param {boolean} [runtime.inspectable]
 * @returns {import('electron-builder').Configuration}
 */
export function packing({ electronDist, electronVersion, inspectable = false }) {
  return {
    appId: 'ru.kartoteka.app',
    // The folder it is installed into; people see the Russian name below.
    productName: 'Kartoteka',
    copyright: 'Copyright © 2026 Kartoteka',
    // A Debian package must name a home page.
    extraMetadata: { homepage: 'https://kartoteka.invalid' },
    directories: { buildResources: 'build', output: 'dist' },
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(electronVersion === undefined ? {} : { electronVersion }),
    // The natives we use are N-API and come built.
    npmRebuild: false,
    files: ['out/**', '!out/.sources', 'package.json', '!**/node_modules/@libsql/*-musl*/**'],
    // Beside the archive: `resources/resources`, where the main process looks for it.
    extraResources: [{ from: 'resources', to: 'resources' }],
    asar: true,
    asarUnpack: ['**/*.node'],
    electronLanguages: ['en-US', 'ru'],
    electronFuses: fuses(inspectable),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'kartoteka-${version}-${os}-${arch}.${ext}',
    afterPack: ({ appOutDir, electronPlatformName }) => {
      if (electronPlatformName !== 'linux') return;
      rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
      rmSync(join(appOutDir, 'version'), { force: true });
    },
    linux: {
      target: ['dir', 'tar.gz', 'deb', 'AppImage'],
      executableName: 'kartoteka',
      icon: 'build/icons',
      category: 'Office',
      desktop: { entry: { Name: 'Картотека', 'Name[en]': 'Kartoteka' } },
      synopsis: 'CRM for field sales that works without a network',
      maintainer: 'Kartoteka <support@kartoteka.invalid>',
    },
    deb: { packageCategory: 'misc', priority: 'optional' },
    win: { target: ['nsis'], icon: 'build/icon.png' },
    nsis: {
      shortcutName: 'Картотека',
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      installerLanguages: ['ru_RU', 'en_US'],
    },
    mac: { target: ['dmg'], icon: 'build/icon.png', category: 'public.app-category.business' },
    // Publishing is somebody's decision, never a side effect of packing.
    publish: null,
  };
}

export default packing({});
