import { declareActions } from '../lib/action';

export const auditActions = declareActions({
  'go-audit': { place: 'anywhere' },
});
