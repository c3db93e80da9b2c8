import { untoldExports } from '../audit/exports-table';
import { fileContents } from '../files/contents-table';
import { history } from '../history/table';
import type { FeatureTable } from '../store/feature-table';
import { searchWords } from '../store/search-words';

/** Every table that a feature keeps beside the collections: one line each. */
export const featureTables: readonly FeatureTable[] = [history, fileContents, untoldExports];

/** The tables that no name of a collection is in, with the kinds of records they tell of. */
export const tablesBeside: readonly Pick<FeatureTable, 'name' | 'changesWith'>[] = [
  ...featureTables,
  searchWords,
];
