import ArrowIcon from '@mui/icons-material/ArrowDropDown';
import { nextDocuments } from '@shared/documents/flow';
import type { BusinessDocument, DocumentType } from '@shared/documents/schema';
import { localDate } from '@shared/lib/dates';
import { useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { openOverlay } from '../services/overlays';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { nowIso, systemZone } from '../ui/clock';
import { FailureText } from '../ui/FailureText';
import { Menu, MenuItem } from '../ui/Menu';

/** Makes the next document of the sale from this one, with its lines, or a copy of it. */
export function MakeFrom({ document }: { readonly document: BusinessDocument }) {
  const { from } = useTexts().documents;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const make = useCommand('documents.newDraftFrom');
  const begin = async (type: DocumentType) => {
    setAnchor(null);
    const fresh = await make.run({ id: document.id, type, date: localDate(nowIso(), systemZone()) });
    if (fresh) openOverlay({ kind: 'document', documentId: fresh.id, fresh });
  };
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<ArrowIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={make.busy}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {from.title}
      </Button>
      {anchor && (
        <Menu open anchorEl={anchor} onClose={() => setAnchor(null)}>
          {nextDocuments[document.type].map((type) => (
            <MenuItem key={type} onClick={() => void begin(type)}>
              {from.types[type]}
            </MenuItem>
          ))}
          <MenuItem divider={false} onClick={() => void begin(document.type)}>
            {from.copy}
          </MenuItem>
        </Menu>
      )}
      <FailureText failure={make.error} />
    </>
  );
}
