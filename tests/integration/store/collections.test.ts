import { expect, test } from 'vitest';
import { collectionNames } from '../../../src/shared/collections';

// RxDB makes every further collection wait for almost two seconds at each opening, and refuses one more after that
// (NON_PREMIUM_COLLECTION_LIMIT in its utils-premium). What never leaves the device can be a table of its own.
test('there are no more collections than RxDB opens at once', () => {
  expect(collectionNames.length).toBeLessThanOrEqual(13);
});
