import type { View } from '@shared/views/schema';
import { useLive } from '../ipc/use-live';

const none: readonly View[] = [];

/** Every view a person has: his own and those shared with him. */
export const useViews = (): readonly View[] => useLive('views.list', {}).value ?? none;

/** The address of a kind's list, and of a view of it. */
export const listPath = (kind: string, viewId = ''): string =>
  viewId === '' ? `/lists/${kind}` : `/lists/${kind}/${viewId}`;
