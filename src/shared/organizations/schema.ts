import { type Static, Type } from 'typebox';
import { requisiteFields } from '../clients/schema';
import { OneOf, recordFields, Strict, Text } from '../lib/schema';

/** How we are taxed: decides the default VAT rate and the contract's phrase. */
export const taxSystems = ['general', 'simplified', 'simplified-vat', 'patent', 'self-employed'] as const;

/** «Моя организация»: whose requisites stand on our documents. */
export const Organization = Strict({
  ...recordFields,
  ...requisiteFields,
  taxSystem: OneOf(taxSystems),
  /** Default VAT rate code for new lines: see vat/. */
  vatRate: Text(8),
  accountant: Text(300),
  /** City where contracts are signed by default. */
  city: Text(120),
  /** How many days an invoice is valid by default. */
  invoiceDays: Type.Integer({ minimum: 0, maximum: 365 }),
});

export type Organization = Static<typeof Organization>;
export type TaxSystem = Organization['taxSystem'];
