import { defineFeature } from '../services/feature';
import { DemoBanner } from './DemoBanner';

export const demo = defineFeature({ name: 'demo', banners: [DemoBanner] });
