import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { safeFileName } from '@shared/files/file-name';
import {
  type ImportFile,
  type ImportPlan,
  type ImportProgress,
  noImportCounts,
} from '@shared/import/contract';
import { mappingOf, namesSomebody } from '@shared/import/fields';
import { type ImportKind, namesRecord, recordMappingOf } from '@shared/import/record-targets';
import { equal } from '@shared/lib/merge';
import { AppError, type Result, unwrap } from '@shared/lib/result';
import type { HandlerServices } from '../app/system';
import type { CallName } from '../threads/contract';
import { toFailure } from '../threads/failures';
import { processEnd } from '../threads/process';
import { Thread } from '../threads/thread';
import type { WrittenBatch } from './batch';
import { Mappings } from './mappings';
import type {
  BatchToWrite,
  ImportThreadCalls,
  ImportThreadNews,
  ImportThreadStart,
  RunAnswer,
} from './protocol';
import type { FailedRowsInput, RunInput, RunNews } from './run';
import type { FinishImport } from './write';

/** The thread ends after so long without work. */
const IDLE_MS = 60_000;

/** What a person says of a file before it is read. */
type FileChoice = Pick<ImportPlan, 'encoding' | 'delimiter' | 'kind'>;

type ImportThread = Thread<ImportThreadCalls, ImportThreadNews>;

interface PickedFile {
  readonly path: string;
  readonly headerKey: string;
  readonly info: ImportFile;
}

/**
 * Main's side of the import: keeps the picked file's path to itself, starts the import thread when there is work, and
 * carries its batches to the data thread unopened.
 */
export class ImportSession {
  readonly #mappings: Mappings;
  #file: PickedFile | undefined;
  #thread: ImportThread | undefined;
  #idle: NodeJS.Timeout | undefined;
  #running: { readonly plan: ImportPlan; readonly importId: string; readonly totalRows: number } | undefined;
  #refusedLines: readonly number[] = [];

  constructor(private readonly services: HandlerServices) {
    this.#mappings = new Mappings(services.profile.folder);
  }

  /** Looks into a file the person has chosen. @throws AppError see `import.pick` */
  async open(path: string): Promise<ImportFile> {
    this.#refuseWhileBusy();
    const file = await this.#analyse(path, randomUUID(), { encoding: '', delimiter: '' });
    this.#publish({ phase: 'idle' });
    return file;
  }

  async reread(fileId: string, choice: FileChoice): Promise<ImportFile> {
    this.#refuseWhileBusy();
    return this.#analyse(this.#picked(fileId).path, fileId, choice);
  }

  /** Starts a dry run or an import; answers once it has begun. */
  async start(plan: ImportPlan, mode: 'check' | 'run'): Promise<void> {
    this.#refuseWhileBusy();
    const file = this.#picked(plan.fileId);
    const { kind = 'clients' } = plan;
    const mapping = kind === 'clients' ? mappingOf(plan.mapping) : recordMappingOf(kind, plan.mapping);
    if (kind === 'clients' ? !namesSomebody(mappingOf(plan.mapping)) : !namesRecord(kind, mapping)) {
      throw new AppError('import-no-name-column');
    }
    const totalRows = this.#countedRows(plan);
    this.#running = { plan, importId: '', totalRows };
    try {
      this.#mappings.remember(file.headerKey, mapping);
      const { fileName, format } = file.info;
      const importId = mode === 'run' ? await this.services.data('import.begin', { fileName, format }) : '';
      this.#running = { plan, importId, totalRows };
      this.#refusedLines = [];
      this.#news({ bytes: 0, totalBytes: file.info.totalBytes, counts: noImportCounts, speed: 0 });
      void this.#run(file, plan, importId);
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  async cancel(): Promise<void> {
    if (this.#running) await this.#thread?.call('cancel', null);
  }

  /** Lets go of the file and of the last result. */
  leave(): void {
    this.#refuseWhileBusy();
    this.#file = undefined;
    this.services.states.publish('import.file', null);
    this.#publish({ phase: 'idle' });
  }

  /** Forgets the file and ends the thread. */
  end(): void {
    clearTimeout(this.#idle);
    this.#file = undefined;
    this.#running = undefined;
    this.#stopThread();
  }

  /** A name for the file of failed rows. */
  get failedRowsName(): string {
    const { info } = this.#picked();
    return safeFileName(`${info.fileName.replace(/\.[^.]+$/, '')}.errors.csv`);
  }

  /** Writes the rows that did not get in. @throws AppError `file-not-found`, `file-write-failed`, … */
  async saveFailedRows(target: string): Promise<void> {
    const progress = this.services.states.get('import.progress');
    if (!progress || !('plan' in progress)) throw new AppError('file-not-found');
    const input: FailedRowsInput = {
      path: this.#picked().path,
      plan: progress.plan,
      language: this.services.profile.state.settings.language,
      target,
      refusedLines: this.#refusedLines,
    };
    const result = await this.#call('failedRows', input);
    if (!result.ok && result.error.code === 'internal') {
      throw new AppError('file-write-failed', { name: basename(target) });
    }
    unwrap(result);
  }

  async #analyse(path: string, fileId: string, choice: FileChoice): Promise<ImportFile> {
    const answer = unwrap(await this.#call('analyse', { path, ...choice }));
    const { headerKey, ...found } = answer;
    const remembered = this.#mappings.find(headerKey);
    const usable = remembered !== undefined && remembered.length === found.headers.length;
    const info: ImportFile = {
      ...found,
      fileId,
      fileName: basename(path).slice(0, 500),
      mapping: usable ? remembered : found.mapping,
      remembered: usable,
    };
    this.#file = { path, headerKey, info };
    this.services.states.publish('import.file', info);
    return info;
  }

  async #run(file: PickedFile, plan: ImportPlan, importId: string): Promise<void> {
    const input: RunInput = {
      path: file.path,
      plan,
      importId,
      language: this.services.profile.state.settings.language,
    };
    const result = await this.#call('run', input);
    const answer: RunAnswer = result.ok
      ? result.value
      : {
          outcome: 'failed',
          error: result.error,
          counts: this.#lastCounts(),
          problems: [],
          refusedLines: [],
          seconds: 0,
          dateOrder: null,
          possible: [],
          values: [],
        };
    this.#refusedLines = answer.refusedLines;
    if (importId !== '') await this.#finish(importId, plan.kind ?? 'clients', answer);
    this.#running = undefined;
    const { outcome, counts, problems, seconds, error, dateOrder, possible, values } = answer;
    if (importId === '' && outcome === 'cancelled') {
      this.#publish({ phase: 'idle' });
      return;
    }
    this.#publish({
      phase: outcome === 'finished' ? (importId === '' ? 'checked' : 'done') : outcome,
      fileName: file.info.fileName,
      counts,
      problems,
      importId,
      error: error?.code ?? '',
      seconds,
      plan,
      dateOrder,
      possible,
      values,
    });
  }

  async #finish(importId: string, kind: ImportKind, { outcome, counts }: RunAnswer): Promise<void> {
    const end: FinishImport = {
      id: importId,
      state: outcome === 'finished' ? 'done' : outcome,
      clients: counts.clients,
      contacts: counts.contacts,
      duplicates: counts.duplicates,
      invalid: counts.invalid,
      ...(kind === 'clients' ? {} : { made: { [kind]: counts.records } }),
    };
    try {
      await this.services.data('import.finish', end);
    } catch (error) {
      // The history shows it as cut short, which can be undone as well.
      this.services.log.warn(`the import's end was not noted: ${toFailure(error).code}`);
    }
  }

  #news(news: RunNews): void {
    const running = this.#running;
    const file = this.#file;
    if (!running || !file) return;
    const { plan, importId, totalRows } = running;
    const phase = importId === '' ? 'checking' : 'importing';
    this.#publish({ phase, fileName: file.info.fileName, importId, plan, totalRows, ...news });
  }

  /** How many rows the last dry run of the same plan has read; 0 when there was none. */
  #countedRows(plan: ImportPlan): number {
    const progress = this.services.states.get('import.progress');
    return progress?.phase === 'checked' && equal(progress.plan, plan) ? progress.counts.rows : 0;
  }

  #lastCounts() {
    const progress = this.services.states.get('import.progress');
    return progress && 'counts' in progress ? progress.counts : noImportCounts;
  }

  #picked(fileId?: string): PickedFile {
    if (!this.#file || (fileId !== undefined && this.#file.info.fileId !== fileId)) {
      throw new AppError('file-not-found');
    }
    return this.#file;
  }

  #refuseWhileBusy(): void {
    const phase = this.services.states.get('import.progress')?.phase;
    if (this.#running || phase === 'undoing') throw new AppError('import-running');
  }

  #publish(progress: ImportProgress): void {
    this.services.states.publish('import.progress', progress);
  }

  async #call<N extends CallName<ImportThreadCalls>>(
    name: N,
    input: ImportThreadCalls[N]['input'],
  ): Promise<Result<ImportThreadCalls[N]['output']>> {
    clearTimeout(this.#idle);
    this.#thread ??= this.#startThread();
    try {
      return await this.#thread.call(name, input);
    } finally {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.#stopThread(), IDLE_MS);
      this.#idle.unref();
    }
  }

  #startThread(): ImportThread {
    const { workspace, log } = this.services;
    const start: ImportThreadStart = {
      databasePath: workspace.databasePath,
      encryptionKey: workspace.encryptionKey(),
    };
    const thread: ImportThread = new Thread(processEnd('import', start), 'import', {
      news: { progress: (news) => this.#news(news), write: (batch) => void this.#write(thread, batch) },
      log: (level, message) => log[level](message),
      ended: (code) => {
        log.error(`the import thread ended with ${code}`);
        if (this.#thread === thread) this.#thread = undefined;
      },
    });
    return thread;
  }

  #stopThread(): void {
    if (this.#running) return;
    void this.#thread?.stop();
    this.#thread = undefined;
  }

  async #write(thread: ImportThread, { seq, bytes }: BatchToWrite): Promise<void> {
    let result: Result<WrittenBatch>;
    try {
      result = { ok: true, value: await this.services.data('import.write', bytes) };
    } catch (error) {
      result = { ok: false, error: toFailure(error) };
    }
    void thread.call('written', { seq, result });
  }
}
