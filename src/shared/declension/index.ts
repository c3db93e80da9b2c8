export { type Gender, type GenitiveName, genderOf, genitiveName, initials, nameParts } from './name';
export { type GenitivePosition, genitivePosition } from './position';
