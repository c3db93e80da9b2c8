import { maxFileBytes } from '@shared/files/schema';
import type { Allowance } from './byte-rate';

const megabyte = 1024 * 1024;

/** What one person may hold of the endpoint, and what all may. Bytes unless said otherwise. */
export interface Limits {
  /** Records whose last writer he is, as they are stored. */
  readonly recordsBytes: number;
  /** His edits that wait for the head or were decided, with what they began from. */
  readonly keptBytes: number;
  /** His rows put aside. */
  readonly asideBytes: number;
  /** Contents of files he has sent, as far as they are here. */
  readonly filesBytes: number;
  /** All contents of the workspace. */
  readonly workspaceFilesBytes: number;
  /** The largest content. */
  readonly fileBytes: number;
  /** Pushed bodies of one who is alone. */
  readonly pushAlone: Allowance;
  /** The same while others push, too. */
  readonly pushBeside: Allowance;
  /** Pages answered to one who is alone. */
  readonly pullAlone: Allowance;
  /** The same while others pull, too: what is more is answered more slowly, not refused. */
  readonly pullBeside: Allowance;
  /** Requests of one person worked on at once; further ones wait for their turn. */
  readonly requestsAtOnce: number;
  /** Requests of one person that may wait for their turn. */
  readonly requestsWaiting: number;
  /** How long one may wait for its turn, in milliseconds. */
  readonly longestWaitMs: number;
  /** Answers to one person he has not taken yet: beyond it nothing more is worked on for him. */
  readonly unreadBytes: number;
  /** Open streams of one person. */
  readonly streams: number;
  /** What waits in all the streams of one person. */
  readonly streamsBytes: number;
  /** Exports of one person told in an hour. */
  readonly exportsAnHour: number;
  /** Records of cards that go along at once when a card changes hands; the rest follows. */
  readonly settledAtOnce: number;
}

/** Generous for a team's honest work: an import of 100,000 clients is a gigabyte, sent at one megabyte a second. */
export const usualLimits: Limits = {
  recordsBytes: 5 * 1024 * megabyte,
  keptBytes: 512 * megabyte,
  asideBytes: 64 * megabyte,
  filesBytes: 5 * 1024 * megabyte,
  workspaceFilesBytes: 20 * 1024 * megabyte,
  fileBytes: maxFileBytes,
  pushAlone: { burst: 512 * megabyte, aSecond: 8 * megabyte },
  pushBeside: { burst: 32 * megabyte, aSecond: 2 * megabyte },
  pullAlone: { burst: 1024 * megabyte, aSecond: 128 * megabyte },
  pullBeside: { burst: 32 * megabyte, aSecond: 4 * megabyte },
  requestsAtOnce: 8,
  requestsWaiting: 128,
  longestWaitMs: 25_000,
  unreadBytes: 32 * megabyte,
  streams: 128,
  streamsBytes: 16 * megabyte,
  exportsAnHour: 1000,
  settledAtOnce: 100,
};

/** The largest record stored, in bytes of JSON. */
export const largestRecord = megabyte;

/** What one push may make the server read: records it would change, rows put aside before. */
export const maxReadByPush = 8 * megabyte;

/** What one transaction of a push stores, beyond its first row. */
export const maxInTransaction = 512 * 1024;

/** What is read at once for an answer or for the streams; a longer answer is sent while it is read. */
export const maxReadAtOnce = 2 * megabyte;
