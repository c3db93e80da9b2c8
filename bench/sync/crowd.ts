import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type CollectionName, collectionNames, collections } from '../../src/shared/collections';
import { percentile } from './../measure';
import { type Endpoint, password, push, signIn } from './endpoint';

const followed: readonly CollectionName[] = collectionNames.filter(
  (name) => collections[name].replication !== 'no',
);
const everything = followed.map((name) => `${name}.${collections[name].version}`).join(',');
const editsASecond = 50;

export interface CrowdReport {
  readonly devices: number;
  readonly p50: number;
  readonly p95: number;
  /** Of one core, in percent, while edits were made. */
  readonly cpu: number;
  /** Of the endpoint's memory for each device connected, in KB. */
  readonly kbEach: number;
}

/**
 * Lets the people in of whom {@link crowd} will make devices. Asked for while the database is empty: whoever is let in later
 * has everything sent to him, each record noted, five hundred times over.
 */
export async function inviteCrowd({ url }: Endpoint, people: number): Promise<void> {
  const token = await signIn(url, 'crowd-writer');
  for (let device = 0; device < people; device += 1) await person(url, token, device);
}

/**
 * So many devices connected, each following everything as the app does, while fifty notes a second are written
 * by one: how long until another device has each, and what it costs the endpoint.
 */
export async function crowd(endpoint: Endpoint, devices: number, seconds: number): Promise<CrowdReport> {
  const writer = await signIn(endpoint.url, 'crowd-writer');
  const before = await endpoint.usage();
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  const streams: { destroy: () => void }[] = [];
  const note = (text: string) => {
    const at = performance.now();
    for (const [, id] of text.matchAll(/"id":"(crowd[^"]+)"/g)) {
      const since = sent.get(id ?? '');
      if (since !== undefined) latencies.push(at - since);
    }
  };
  for (let device = 0; device < devices; device += 1) {
    const token = await signIn(endpoint.url, `crowd-${device}`, `crowd-${device}`);
    const heard = device % 10 === 0 ? (text: string) => note(text) : undefined;
    streams.push(await follow(`${endpoint.url}/pullStream?of=${everything}`, token, heard));
  }
  const connected = await endpoint.usage();
  const begun = performance.now();
  const cpuBefore = (await endpoint.usage()).cpuMs;
  const pushes: Promise<void>[] = [];
  for (let edit = 0; edit < seconds * editsASecond; edit += 1) {
    const id = `crowd-${devices}-${edit}`;
    const at = new Date().toISOString();
    sent.set(id, performance.now());
    const record = {
      ...{ id, createdAt: at, createdBy: '', updatedAt: at, updatedBy: '', importId: '', device: '' },
      ...{ clientId: '', kind: 'note', text: 'Перезвонить после обеда' },
    };
    pushes.push(push(endpoint.url, writer, '/notes/0', [record]));
    await pause(Math.max(0, begun + ((edit + 1) * 1000) / editsASecond - performance.now()));
  }
  await Promise.all(pushes);
  const cpu = ((await endpoint.usage()).cpuMs - cpuBefore) / (performance.now() - begun);
  await pause(1000);
  for (const stream of streams) stream.destroy();
  await pause(300);
  return {
    devices,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    cpu: cpu * 100,
    kbEach: Math.max(connected.bytes - before.bytes, connected.held - before.held) / 1024 / devices,
  };
}

/** Adds a device's own person, an administrator: whoever sees less is told less. */
async function person(url: string, token: string, device: number): Promise<void> {
  const login = `crowd-${device}`;
  const response = await fetch(`${url}/staff`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ login, name: login, role: 'admin', password }),
  });
  if (!response.ok) throw new Error(`adding ${login}: ${response.status}`);
  await response.arrayBuffer();
}

/** Opens a stream and resolves when it stands. */
function follow(
  url: string,
  token: string,
  heard?: (text: string) => void,
): Promise<{ destroy: () => void }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { headers: { authorization: `Bearer ${token}` }, agent: false },
      (response) => {
        response.on('data', (bytes: Buffer) => heard?.(bytes.toString('utf8')));
        response.on('error', () => {});
        response.once('data', () => resolve(asked));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
