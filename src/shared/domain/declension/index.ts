export { basisGenitive } from './basis';
export { type Gender, genderOf, genitiveName, initials } from './name';
export { organizationGender } from './organization-gender';
export { genitivePosition } from './position';
