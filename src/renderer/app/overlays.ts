export {
  closeOverlay,
  type Overlay,
  openOverlay,
  useClientInSight,
  useOverlay,
} from '../services/overlays';
