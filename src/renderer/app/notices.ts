// shim: until what is under way has moved
export * from '../services/notices';
