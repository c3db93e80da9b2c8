/** VAT in one import: the dated table of rates and the arithmetic of documents. */
export * from './rates';
export * from './totals';
