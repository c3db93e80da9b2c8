import type { today as Russian } from '../ru/today';

export const today: typeof Russian = {
  title: 'Today',
  dayOff: 'day off',
  shortDay: 'short working day',
  overdue: 'Overdue',
  tasks: 'Tasks for today',
  done: 'Done today',
  calls: 'Calls today',
  changes: 'What changed',
  noTasks: 'No tasks for today. A good time to call those you have not spoken to for long.',
  noCalls: 'You have not logged a call today yet.',
  noChanges: 'Your colleagues have changed nothing yet.',
  imported: (clients) =>
    clients === 0
      ? 'Import'
      : `Import: ${clients.toLocaleString('en')} ${clients === 1 ? 'client' : 'clients'}`,
  allOverdue: (n) => `All overdue: ${n.toLocaleString('en')}`,
  noName: 'No name',
  unknownClient: 'Unknown number',
  kinds: {
    client: { created: 'new client', changed: 'client changed' },
    contact: { created: 'new contact', changed: 'contact changed' },
    call: { created: 'call', changed: 'call changed' },
    task: { created: 'new task', changed: 'task changed' },
    note: { created: 'note', changed: 'note changed' },
    document: { created: 'document', changed: 'document changed' },
  },
  quick: {
    label: 'Log quickly',
    call: 'Call',
    callHint: 'A talk and its next step',
    task: 'Task',
    taskHint: 'Plan with a reminder',
    client: 'Client',
    clientHint: 'Open a new card',
  },
  firstSteps: {
    title: 'Where to begin',
    text: 'The base is empty so far. Add the first client, or load all of them from a file.',
    client: 'Add a client',
    clientHint: 'A name is enough: the rest can be added later',
    import: 'Load from a file',
    importHint: 'CSV from Excel or a former program, vCard contacts',
    server: 'Connect to a server',
    serverHint: 'The base of your department appears on this computer',
    demo: 'Look at an example',
    demoHint: 'Demo base: about 200 made-up companies, dropped in one click',
  },
};
