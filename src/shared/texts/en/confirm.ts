import type { confirm as ru } from '../ru/confirm';

export const confirm: typeof ru = {
  cancel: 'Keep as it is',
  questions: {
    server: {
      message: 'Connect the database to this server?',
      detail: (address) =>
        `${address}\n\nEvery record will be sent there. Continue only if your administrator gave you the address.`,
      action: 'Connect',
    },
    proxy: {
      message: 'Connect to the server through this proxy?',
      detail: (address) =>
        `${address}\n\nSync will go through it. Continue only if your administrator gave you the address.`,
      action: 'Use the proxy',
    },
    certificate: {
      message: 'Trust this certificate?',
      detail: (name) =>
        `${name}\n\nWhoever owns it can impersonate your server. Continue only if your administrator gave you the file.`,
      action: 'Trust it',
    },
    noPasswordAtStart: {
      message: 'Stop asking for the password at startup?',
      detail: () => 'Anyone who signs in to your account on this computer will be able to open the database.',
      action: 'Stop asking',
    },
    laterLock: {
      message: 'Lock the program later?',
      detail: () => 'The database stays open longer while you are away.',
      action: 'Lock later',
    },
    shorterHistory: {
      message: 'Keep less history?',
      detail: () => 'Previous values and deleted records older than that will be deleted permanently.',
      action: 'Keep less',
    },
  },
};
