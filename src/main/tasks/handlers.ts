import type { FeatureHandlers } from '../app/system';

export const tasksHandlers: FeatureHandlers<'tasks'> = {
  'tasks.dismissCatchUp'({ profile, states }) {
    const catchUp = states.get('tasks.catchUp');
    if (catchUp) profile.change({ remindedUntil: catchUp.until });
    states.publish('tasks.catchUp', null);
    return null;
  },
};
