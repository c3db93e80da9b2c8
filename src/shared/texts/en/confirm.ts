import type { confirm as ru } from '../ru/confirm';

export const confirm: typeof ru = {
  cancel: 'Keep as it is',
  questions: {
    server: {
      message: 'Connect the database to this server?',
      detail: (address) =>
        `${address}\n\nEvery record will be sent there. Go on only if your administrator gave you the address.`,
      action: 'Connect',
    },
    proxy: {
      message: 'Reach the server through this proxy?',
      detail: (address) =>
        `${address}\n\nThe sync will pass through it. Go on only if your administrator gave you the address.`,
      action: 'Use the proxy',
    },
    certificate: {
      message: 'Trust this certificate?',
      detail: (name) =>
        `${name}\n\nWhoever owns it can pass for your server. Go on only if your administrator gave you the file.`,
      action: 'Trust it',
    },
    noPasswordAtStart: {
      message: 'Stop asking for the password at start?',
      detail: () => 'Whoever signs in to your account on this computer will open the database.',
      action: 'Stop asking',
    },
    laterLock: {
      message: 'Lock the program later?',
      detail: () => 'An open database stays within reach for longer while you are away.',
      action: 'Lock later',
    },
    shorterHistory: {
      message: 'Keep less history?',
      detail: () => 'Former values and deleted records older than that will be gone for good.',
      action: 'Keep less',
    },
  },
};
