import type { Call } from '../../../../src/shared/calls/schema';
import { newClientFields } from '../../../../src/shared/clients/rules';
import type { Client } from '../../../../src/shared/clients/schema';
import { draftContent } from '../../../../src/shared/documents/defaults';
import type { BusinessDocument } from '../../../../src/shared/documents/schema';
import type { AttachedFile } from '../../../../src/shared/files/schema';
import type { Note } from '../../../../src/shared/notes/schema';
import { emptyOrganization } from '../../../../src/shared/organizations/defaults';
import type { Organization } from '../../../../src/shared/organizations/schema';
import type { Participant } from '../../../../src/shared/participants/schema';
import { newTask } from '../../../../src/shared/tasks/rules';
import type { Task } from '../../../../src/shared/tasks/schema';

const at = '2026-11-21T09:00:00.000Z';
const stamps = (id: string, by: string) => ({
  id,
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  importId: '',
});

/** A client as a device pushes it. */
export const clientOf = (
  id: string,
  ownerId: string,
  name = `Клиент ${id}`,
): Client & { _deleted: boolean } => ({
  ...newClientFields({ name, kind: 'company' }),
  ...stamps(id, ownerId),
  ownerId,
  _deleted: false,
});

export const noteOf = (
  id: string,
  clientId: string,
  by: string,
  text = 'Заметка',
): Note & { _deleted: boolean } => ({ ...stamps(id, by), clientId, kind: 'note', text, _deleted: false });

export const participantOf = (
  id: string,
  clientId: string,
  userId: string,
  by: string,
): Participant & { _deleted: boolean } => ({ ...stamps(id, by), clientId, userId, _deleted: false });

/** A file on a client's card whose content is not on the server yet. */
export const fileOf = (
  id: string,
  clientId: string,
  by: string,
  hash: string,
  size: number,
): AttachedFile & { _deleted: boolean } => ({
  ...stamps(id, by),
  clientId,
  ...{ parentKind: 'clients', parentId: clientId, name: 'Скан.pdf', size, hash, uploadedAt: '' },
  _deleted: false,
});

/** «Моя организация» with nothing filled in. */
export const organizationOf = (id: string, by: string): Organization & { _deleted: boolean } => ({
  ...emptyOrganization,
  ...stamps(id, by),
  _deleted: false,
});

/** A call a person logged. */
export const callOf = (id: string, clientId: string, userId: string): Call & { _deleted: boolean } => ({
  ...stamps(id, userId),
  ...{ clientId, userId, contactId: '', direction: 'out', startedAt: at, durationSec: 60, number: '' },
  ...{ result: 'talked', comment: '', nextStep: '', taskId: '' },
  _deleted: false,
});

/** A task for a colleague. */
export const taskOf = (
  id: string,
  clientId: string,
  by: string,
  assigneeId: string,
): Task & { _deleted: boolean } => ({
  ...newTask({ title: 'Позвонить', dueDate: '2026-11-25', clientId }, assigneeId),
  ...stamps(id, by),
  _deleted: false,
});

/** An empty draft of an invoice. */
export const documentOf = (
  id: string,
  clientId: string,
  by: string,
): BusinessDocument & { _deleted: boolean } => ({
  ...stamps(id, by),
  ...{ clientId, organizationId: '', type: 'invoice', status: 'draft', number: '', series: '' },
  ...{ date: '2026-11-21', total: 0, postedAt: '', basedOnId: '' },
  content: draftContent({ type: 'invoice', date: '2026-11-21', organization: null, basis: '' }),
  _deleted: false,
});
