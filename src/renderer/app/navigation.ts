export { goTo, usePath } from '../services/navigation';
