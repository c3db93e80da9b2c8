import SectionIcon from '@mui/icons-material/ArticleOutlined';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import type { BusinessDocument } from '@shared/documents/schema';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';

const DocumentsScreen = lazyWithPrefetch(() => import('./DocumentsScreen').then((m) => m.DocumentsScreen));
const DocumentForm = lazyWithPrefetch(() => import('./DocumentForm').then((m) => m.DocumentForm));
const DocumentEntry = lazyWithPrefetch(() => import('./DocumentEntry').then((m) => m.DocumentEntry));

declare module '../services/overlays' {
  interface OverlayParams {
    document: {
      readonly documentId: string;
      /** A draft that is written with the first thing typed into it. */
      readonly fresh?: BusinessDocument;
    };
  }
}

export const documents = defineFeature({
  name: 'documents',
  sections: [{ action: 'go-documents', path: '/documents', icon: <SectionIcon /> }],
  routes: [{ path: '/documents', screen: () => <DocumentsScreen /> }],
  kinds: {
    documents: {
      icon: <DocumentIcon fontSize="small" />,
      open: (documentId) => openOverlay({ kind: 'document', documentId }),
      // A number alone does not say what it is the number of; a draft has none yet.
      hitTitle: ({ documentType, title }, shown, { search }) => {
        if (documentType === '') return shown;
        const type = search.documentTypes[documentType];
        const numbered = title.some(({ text }) => text !== '');
        return numbered ? (
          <>
            {type} № {shown}
          </>
        ) : (
          `${type} (${search.draft})`
        );
      },
    },
  },
  timeline: { document: DocumentEntry },
  overlays: {
    document: {
      form: (document, onClose) => <DocumentForm key={document.documentId} {...document} onClose={onClose} />,
    },
  },
});
