import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Pushed } from '../shared/app/bridge';

const listeners = new Map<number, (pushed: Pushed) => void>();
/** Every document counts from a place of its own: nothing meant for the one before is taken for ours. */
const document = Math.floor(Math.random() * 2 ** 32) * 2 ** 20;
let nextId = document;

ipcRenderer.on('crm:value', (_event, id: number, pushed: Pushed) => listeners.get(id)?.(pushed));

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke('crm:call', name, input),
  watch(name, input, listener) {
    const id = nextId++;
    listeners.set(id, listener);
    ipcRenderer.send('crm:watch', { op: 'watch', document, id, name, input });
    return () => {
      if (listeners.delete(id)) ipcRenderer.send('crm:watch', { op: 'unwatch', document, id });
    };
  },
};

contextBridge.exposeInMainWorld('crm', bridge);
