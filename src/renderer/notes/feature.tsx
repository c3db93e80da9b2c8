import NoteIcon from '@mui/icons-material/StickyNote2Outlined';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const NoteEntry = lazyWithPrefetch(() => import('./NoteEntry').then((m) => m.NoteEntry));

export const notes = defineFeature({
  name: 'notes',
  kinds: { notes: { icon: <NoteIcon fontSize="small" /> } },
  timeline: { note: NoteEntry },
});
