export { basisGenitive } from './basis';
export { type Gender, type GenitiveName, genderOf, genitiveName, initials, nameParts } from './name';
export { type NounGender, type OrganizationGender, organizationGender } from './organization-gender';
export { type GenitivePosition, genitivePosition } from './position';
export type { Declined } from './surname';
