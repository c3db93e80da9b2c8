// What the tests here use of scripts/setup, whose own types are JSDoc and which the compiler does not read.
declare module '*/scripts/setup/electron-source.mjs' {
  type Source = 'given' | 'npm' | 'downloaded' | 'substitute';
  export function chooseElectron(
    ways: {
      given: () => string | undefined;
      npm: () => string | undefined;
      downloaded: () => Promise<string | undefined>;
      substitute: () => Promise<string | undefined>;
    },
    platform?: NodeJS.Platform,
  ): Promise<{ source: Source; dist: string; executable: string } | undefined>;
  export function executableName(platform?: NodeJS.Platform): string;
  export function installedDist(packageFolder: string): string | undefined;
}
declare module '*/scripts/setup/electron-substitute.mjs' {
  export function inFreshFolder<T>(home: string, work: (folder: string) => Promise<T>): Promise<T>;
  export function verifyArchive(file: string, sha512: string): Promise<void>;
  export function verifyElectron(executable: string, version: string): Promise<void>;
}
declare module '*/scripts/setup/debian.mjs' {
  interface Needed {
    readonly names: readonly string[];
    readonly use: 'app' | 'display' | 'tests';
    readonly vital: boolean;
  }
  export const DEBIAN_PACKAGES: readonly Needed[];
  export function missingPackages(needed: readonly Needed[], installed: ReadonlySet<string>): Needed[];
  export function parseInstalled(answer: string): Set<string>;
  export function aptCommands(names: readonly string[], prefix?: string): string[];
}
declare module '*/scripts/setup/display.mjs' {
  export function hasDisplay(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): boolean;
}
declare module '*/scripts/setup/node-version.mjs' {
  export function isAtLeast(version: string, oldest: string): boolean;
  export function checkNode(version?: string): void;
}
declare module '*/scripts/setup/npm-packages.mjs' {
  type Packages = Record<string, { version?: string; optional?: boolean }>;
  export function isInstalled(wanted: Packages, installed: Packages): boolean;
  export function packagesAreCurrent(root: string): boolean;
}
declare module '*/scripts/setup/start-arguments.mjs' {
  export function readStartArguments(
    words: readonly string[],
    folder: string,
  ): { screenshot: string | undefined; forApp: string[] };
}
declare module '*/scripts/setup/log.mjs' {
  export function duration(ms: number): string;
}
declare module '*/scripts/setup/test-report.mjs' {
  interface Counts {
    passed: number;
    failed: number;
    skipped: number;
  }
  export function countVitest(report: {
    testResults: { status: string; assertionResults: { status: string }[] }[];
  }): Counts;
  export function countPlaywright(report: {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors?: unknown[];
  }): Counts;
  export function readCounts<T>(file: string, count: (report: T) => Counts, ok: boolean): Counts;
  export function summary(
    results: readonly { name: string; ms: number; ok: boolean; counts?: Counts }[],
  ): string;
  export function readOnly(words: readonly string[], all: readonly string[]): string[] | undefined;
}
declare module '*/build/electron-builder.config.mjs' {
  export function packing(runtime: {
    electronDist?: string;
    electronVersion?: string;
    inspectable?: boolean;
  }): import('electron-builder').Configuration;
}
