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
  noTasks: 'No tasks for today. A good time to call clients you have not spoken to for a while.',
  noCalls: 'You have not logged any calls today.',
  noChanges: 'Your colleagues have changed nothing yet.',
  imported: (clients) =>
    clients === 0
      ? 'Import'
      : `Import: ${clients.toLocaleString('en')} ${clients === 1 ? 'client' : 'clients'}`,
  allOverdue: (n) => `All overdue: ${n.toLocaleString('en')}`,
  noName: 'No name',
  unknownClient: 'Unknown number',
  quick: {
    label: 'Quick add',
    call: 'Call',
    callHint: 'Log the conversation and the next step',
    task: 'Task',
    taskHint: 'Plan with a reminder',
    client: 'Client',
    clientHint: 'Create a card',
  },
  firstSteps: {
    title: 'Getting started',
    text: 'The database is empty so far. Create the first client or import all of them from a file.',
    client: 'Create a client',
    clientHint: 'A name is enough: the rest can be added later',
    import: 'Import from a file',
    importHint: 'CSV from Excel or your previous program, vCard contacts',
    server: 'Connect to a server',
    serverHint: 'Your team’s shared database will appear on this computer',
    demo: 'See an example',
    demoHint: 'Demo database: about 200 fictional companies, deleted in one click',
  },
};
