import { setTimeout as pause } from 'node:timers/promises';
import type { RunningServer } from '../../../src/server/start-server';
import { type Device, type Killed, until } from '../../support/device';
import { openDeviceProcess } from '../../support/device-process';
import type { TestPostgres } from '../server/support/postgres';
import { type BadLine, type Fault, faults, openBadLine } from './bad-line';
import { differences, hashOf, stateOfDevice, stateOfServer } from './peace';
import { oneOf, randomOf } from './random';

/** The endpoint of a war: it can be ended and begun again over the same data. */
export interface Endpoint {
  start(port: number): Promise<RunningServer>;
  /** Whether its data outlives it. */
  readonly lasting: boolean;
  /** Its database, where that is a process of its own. */
  readonly database?: Pick<TestPostgres, 'crash' | 'restart'> | undefined;
}

/** One edit that a device has acknowledged: its text must be found somewhere when peace returns. */
interface Edit {
  readonly text: string;
  readonly of: string;
}

export interface RoundReport {
  readonly seed: number;
  readonly edits: number;
  readonly kills: number;
  readonly restarts: number;
  /** How often the database was killed under the endpoint. */
  readonly crashes: number;
  readonly faults: number;
  readonly hash: string;
}

/** By then everybody has what everybody has, on a busy machine too, in milliseconds. */
const peaceMs = 60_000;
const password = 'надёжный пароль войны';
const names = ['Анна', 'Борис', 'Вера'] as const;
const logins = ['anna', 'boris', 'vera'] as const;

interface Side {
  device: Device;
  readonly line: BadLine;
  readonly login: string;
}

/** Three laptops, an endpoint, and a bad line from each to it. */
export class War {
  readonly #sides: Side[] = [];
  readonly #edits: Edit[] = [];
  readonly #clients: string[] = [];
  readonly #notes: string[] = [];
  #server: RunningServer | undefined;
  #port = 0;
  #random: () => number;
  #count = 0;
  #kills = 0;
  #restarts = 0;
  #crashes = 0;
  /** Resolves when the database is there. */
  #database: Promise<void> = Promise.resolve();

  private constructor(
    private readonly endpoint: Endpoint,
    seed: number,
  ) {
    this.#random = randomOf(seed);
  }

  static async begin(endpoint: Endpoint, seed: number): Promise<War> {
    const war = new War(endpoint, seed);
    const server = await endpoint.start(0);
    war.#server = server;
    war.#port = Number(new URL(server.url).port);
    for (const [index, login] of logins.entries()) {
      await server.createUser({ login, name: names[index] ?? '', password, role: 'admin' });
      const line = await openBadLine({ target: () => war.#server?.url, random: () => war.#random() });
      war.#sides.push({ device: await openDeviceProcess(names[index] ?? ''), line, login });
    }
    await war.#connectAll();
    return war;
  }

  /**
   * One scenario: deeds on all laptops while everything around them fails, then peace and the reckoning.
   * @throws Error naming the seed when anything was lost, doubled or differs
   */
  async round(seed: number, deeds: number): Promise<RoundReport> {
    this.#random = randomOf(seed);
    const before = this.#edits.length;
    const [kills, restarts, crashes] = [this.#kills, this.#restarts, this.#crashes];
    const metBefore = this.#faultsMet();
    for (const { line } of this.#sides) line.calm = false;
    // In the midst of it: what follows meets a database that is away, and one that has come back.
    const crashAt = this.endpoint.database ? Math.floor(this.#random() * deeds * 0.8) : -1;
    for (let action = 0; action < deeds; action += 1) {
      if (action === crashAt) await this.#crashDatabase();
      await this.#deed(oneOf(this.#random, this.#sides));
      await pause(this.#random() * 60);
    }
    await this.#makePeace(seed);
    const hash = await this.#reckon(seed);
    return {
      seed,
      edits: this.#edits.length - before,
      kills: this.#kills - kills,
      restarts: this.#restarts - restarts,
      crashes: this.#crashes - crashes,
      faults: this.#faultsMet() - metBefore,
      hash,
    };
  }

  /** How many requests met each fault so far. */
  met(): Record<Fault, number> {
    const sum = (fault: Fault) => this.#sides.reduce((total, { line }) => total + line.met[fault], 0);
    return Object.fromEntries(faults.map((fault) => [fault, sum(fault)])) as Record<Fault, number>;
  }

  async end(): Promise<void> {
    await this.#database;
    await Promise.all(this.#sides.map(({ device }) => device.close()));
    await Promise.all(this.#sides.map(({ line }) => line.close()));
    await this.#server?.close();
  }

  async #deed(side: Side): Promise<void> {
    const chance = this.#random();
    if (chance < 0.06) return this.#kill(side);
    if (chance < 0.1 && this.endpoint.lasting) return this.#restartServer();
    if (chance < 0.16) {
      await side.device.disconnect();
      return;
    }
    if (chance < 0.22) return this.#connect(side);
    await this.#edit(side);
  }

  async #edit({ device }: Side): Promise<void> {
    this.#count += 1;
    const text = `правка ${this.#count} у ${device.name}`;
    const chance = this.#random();
    const known = await this.#knownTo(device);
    if (chance < 0.25 || known.length === 0) {
      const { id } = await device.command('clients.create', { patch: { name: text, kind: 'company' } });
      this.#clients.push(text);
      this.#edits.push({ text, of: `clients/${id}` });
      return;
    }
    const id = oneOf(this.#random, known);
    if (chance < 0.6) {
      const field = oneOf(this.#random, ['site', 'source', 'about'] as const);
      await device.command('clients.change', { id, patch: { [field]: text } });
      this.#edits.push({ text, of: `clients/${id}` });
    } else if (chance < 0.8) {
      const { id: note } = await device.command('notes.create', { patch: { clientId: id, text } });
      this.#notes.push(text);
      this.#edits.push({ text, of: `notes/${note}` });
    } else {
      const patch = { clientId: id, title: text, dueDate: '2027-01-11' };
      const { id: task } = await device.command('tasks.create', { patch });
      this.#edits.push({ text, of: `tasks/${task}` });
    }
  }

  async #knownTo(device: Device): Promise<string[]> {
    const { noClientFilter } = await import('../../../src/shared/clients/contract');
    const sort = { field: 'name' as const, descending: false };
    const page = await device.read('clients.window', { filter: noClientFilter, sort, offset: 0, limit: 100 });
    return page.rows.map(({ id }) => id);
  }

  async #kill(side: Side): Promise<void> {
    this.#kills += 1;
    const left: Killed = await side.device.kill();
    side.device = await openDeviceProcess(side.device.name, left);
    if (this.#random() < 0.7) await this.#connect(side);
  }

  /** Kills the database under the endpoint; it comes back in its own time, while everything goes on. */
  async #crashDatabase(): Promise<void> {
    const { database } = this.endpoint;
    if (!database) return;
    this.#crashes += 1;
    await database.crash(oneOf(this.#random, ['SIGKILL', 'SIGQUIT'] as const));
    const awayMs = this.#random() * 1500;
    this.#database = pause(awayMs).then(() => database.restart());
  }

  async #restartServer(): Promise<void> {
    await this.#database;
    this.#restarts += 1;
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
    this.#server = await this.endpoint.start(this.#port);
  }

  /** A password typed on a bad line may need a second try; that is the person's, not the sync's. */
  async #connect({ device, line, login }: Side): Promise<void> {
    await this.#database;
    const { calm } = line;
    line.calm = true;
    try {
      await device.disconnect();
      await device.connect(line.url, login, password);
    } finally {
      line.calm = calm;
    }
  }

  async #connectAll(): Promise<void> {
    for (const side of this.#sides) await this.#connect(side);
  }

  async #makePeace(seed: number): Promise<void> {
    for (const { line } of this.#sides) line.calm = true;
    await this.#connectAll();
    const quiet = () =>
      this.#sides.every(({ device }) => device.status().phase === 'online' && device.status().unsent === 0);
    await until(`everything is sent (seed ${seed})`, quiet, peaceMs);
  }

  async #reckon(seed: number): Promise<string> {
    const token = await this.#token();
    let server = await stateOfServer(this.#server?.url ?? '', token);
    let differ: string[] = [];
    let history = '';
    await until(
      `all hold the same (seed ${seed})`,
      async () => {
        for (const { device } of this.#sides) await device.internal('sync.now', null).catch(() => undefined);
        server = await stateOfServer(this.#server?.url ?? '', token);
        const devices = this.#sides.map(({ device }) => stateOfDevice(device.databasePath));
        history = devices.map((one) => one.history).join('\n');
        differ = devices.flatMap(({ state }, index) =>
          differences(server, state).map((line) => `${names[index]}: ${line}`),
        );
        return differ.length === 0;
      },
      peaceMs,
    ).catch(async (error: unknown) => {
      const metrics = await (await fetch(`${this.#server?.url}/metrics`)).text();
      const streams = /^kartoteka_open_streams .*$/m.exec(metrics)?.[0];
      const sides = this.#sides.map(({ device }) => `${device.name}: ${JSON.stringify(device.status())}`);
      throw new Error([String(error), ...differ, ...sides, streams].join('\n'));
    });
    const present = [...server.values()].join('\n');
    const lost = this.#edits.filter(({ text }) => !present.includes(text) && !history.includes(text));
    if (lost.length > 0) throw new Error(`seed ${seed}: lost ${JSON.stringify(lost)}`);
    const doubled = [...this.#clients, ...this.#notes].filter((text) => madeOnce(server, text) > 1);
    if (doubled.length > 0) throw new Error(`seed ${seed}: doubled ${doubled.join(', ')}`);
    return hashOf(server);
  }

  async #token(): Promise<string> {
    const response = await fetch(`${this.#server?.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'anna', password, device: { id: 'the-judge', name: '' } }),
    });
    return ((await response.json()) as { token: string }).token;
  }

  #faultsMet(): number {
    return Object.values(this.met()).reduce((sum, count) => sum + count, 0);
  }
}

/** How many clients have the text as their name, or notes as their text. */
function madeOnce(state: ReadonlyMap<string, string>, text: string): number {
  const made = [...state].filter(
    ([key, json]) =>
      (key.startsWith('clients/') && json.includes(`"name":${JSON.stringify(text)}`)) ||
      (key.startsWith('notes/') && json.includes(`"text":${JSON.stringify(text)}`)),
  );
  return made.length;
}
