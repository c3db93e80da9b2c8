import type { Static } from 'typebox';
import { DateOnly, Instant, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

export const taskTypes = ['call', 'meeting', 'email', 'offer', 'document', 'payment', 'other'] as const;
export const taskPriorities = ['low', 'normal', 'high'] as const;
export const taskStatuses = ['open', 'done', 'cancelled'] as const;

export const Task = Strict({
  ...recordFields,
  title: Text(1000),
  type: OneOf(taskTypes),
  status: OneOf(taskStatuses),
  priority: OneOf(taskPriorities),
  /** Local calendar day it is due, always set. */
  dueDate: DateOnly,
  /** The instant it is due when it has a time, or ''. */
  dueAt: Instant,
  /** When to remind, or '' for no reminder. */
  remindAt: Instant,
  clientId: Reference,
  contactId: Reference,
  assigneeId: Reference,
  /** The call it came from, or ''. */
  callId: Reference,
  comment: Text(20_000),
  /** What came of it, written on completion. */
  result: Text(20_000),
  completedAt: Instant,
});

export type Task = Static<typeof Task>;
export type TaskType = Task['type'];
export type TaskPriority = Task['priority'];
export type TaskStatus = Task['status'];
