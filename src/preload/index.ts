import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/app/bridge';
import type { Result } from '../shared/lib/result';

const listeners = new Map<number, (result: Result<unknown>) => void>();
let nextId = 1;

ipcRenderer.on('crm:value', (_event, id: number, result: Result<unknown>) => listeners.get(id)?.(result));

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke('crm:call', name, input),
  watch(name, input, listener) {
    const id = nextId++;
    listeners.set(id, listener);
    ipcRenderer.send('crm:watch', { op: 'watch', id, name, input });
    return () => {
      if (listeners.delete(id)) ipcRenderer.send('crm:watch', { op: 'unwatch', id });
    };
  },
};

contextBridge.exposeInMainWorld('crm', bridge);
