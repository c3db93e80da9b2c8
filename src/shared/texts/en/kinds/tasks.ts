import type { NewsWords } from '../../kinds-words';
import { history } from '../history';
import { tasks as words } from '../tasks';

export const tasks: NewsWords = {
  one: 'Task',
  many: 'Tasks',
  created: 'new task',
  changed: 'task changed',
  fields: {
    title: 'What to do',
    type: 'Type',
    status: 'Status',
    priority: 'Priority',
    dueDate: 'Due',
    dueAt: 'Time',
    remindAt: 'Reminder',
    clientId: 'Client',
    contactId: 'Contact',
    assigneeId: 'Assignee',
    comment: 'Comment',
    result: 'Result',
  },
  choices: { type: words.types, status: history.taskStatuses, priority: words.priorities },
};
