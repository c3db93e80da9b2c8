import { ulid } from 'ulid';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import { type Device, deviceKey } from '../../tests/support/device';
import { type Row, row } from '../measure';
import { type Endpoint, password, push, signIn } from './endpoint';

const catchUpRecords = 10_000;

/** A laptop that was away comes back to ten thousand changes. */
export async function catchUp(laptop: Device, { url }: Endpoint, floor: number): Promise<Row> {
  await laptop.disconnect();
  const token = await signIn(url, 'colleague');
  const at = new Date().toISOString();
  // ULIDs that begin alike, so that the laptop takes them and they can be counted.
  const beginning = ulid().slice(0, 21);
  const notes = Array.from({ length: catchUpRecords }, (_, index) => ({
    ...{
      id: `${beginning}${String(index).padStart(5, '0')}`,
      createdAt: at,
      createdBy: '',
      updatedAt: at,
      updatedBy: '',
      importId: '',
      device: '',
    },
    ...{ clientId: '', kind: 'note', text: `Заметка ${index}` },
  }));
  await push(url, token, '/notes/0', notes);
  const db = openDatabase({
    path: laptop.databasePath,
    encryptionKey: deviceKey,
    readonly: true,
    pragmas: {},
  });
  try {
    const begun = performance.now();
    await laptop.connect(url, 'bench', password);
    const count = () =>
      Number(db.get(`SELECT count(*) FROM doc_notes_0 WHERE id LIKE '${beginning}%'`)?.[0] ?? 0);
    while (count() < catchUpRecords) await new Promise((resolve) => setTimeout(resolve, 50));
    return row({
      name: 'catching up with 10,000 changes',
      value: catchUpRecords / ((performance.now() - begun) / 1000),
      unit: 'records/s',
      baseline: { name: 'the floor of the first sync', value: floor },
    });
  } finally {
    db.close();
  }
}
