import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { SyncMark } from '@shared/sync/contract';
import type { ReactNode } from 'react';
import { SyncMarkIcon } from '../ui/SyncMarkIcon';

export type EntryTone = 'primary' | 'success' | 'warning' | 'error' | 'secondary' | 'text';

interface Props {
  /** What it is, for whoever cannot see the icon: «Звонок, 12:30». */
  readonly label: string;
  readonly icon: ReactNode;
  readonly tone?: EntryTone;
  readonly title: string;
  /** Opens what the entry is about; without it the title is only a title. */
  readonly onOpen?: () => void;
  readonly struck?: boolean;
  /** Short facts after the title. */
  readonly facts: readonly (ReactNode | '')[];
  readonly mark?: SyncMark;
  readonly actions?: ReactNode;
  readonly framed?: boolean;
  readonly children?: ReactNode;
}

/** One entry of the timeline: an icon, a title that opens it, facts, the words, and what can be done. */
export function EntryFrame(props: Props) {
  const { tone = 'text', onOpen, title } = props;
  const facts = props.facts.filter((fact) => fact !== '' && fact !== null && fact !== undefined);
  return (
    <Box
      component="article"
      aria-label={props.label}
      sx={{
        display: 'flex',
        gap: 1.25,
        py: 0.75,
        px: 1,
        borderRadius: 1,
        '&:hover, &:focus-within': { bgcolor: 'action.hover' },
        ...(props.framed ? { border: 1, borderColor: 'warning.main', my: 0.5 } : {}),
      }}
    >
      <Box
        sx={{
          pt: 0.25,
          width: 24,
          display: 'flex',
          justifyContent: 'center',
          alignItems: 'flex-start',
          flexShrink: 0,
          color: tone === 'text' ? 'text.secondary' : `${tone}.main`,
          '& > svg': { fontSize: 20 },
        }}
      >
        {props.icon}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1 }}>
          {onOpen ? (
            <ButtonBase
              onClick={onOpen}
              sx={{
                typography: 'body2',
                fontWeight: 700,
                textAlign: 'left',
                overflowWrap: 'anywhere',
                borderRadius: 0.5,
                textDecoration: props.struck ? 'line-through' : 'none',
                '&:hover': { color: 'primary.main', textDecoration: 'underline' },
              }}
            >
              {title}
            </ButtonBase>
          ) : (
            <Box component="span" sx={{ typography: 'body2', fontWeight: 700 }}>
              {title}
            </Box>
          )}
          <Box
            component="span"
            sx={{ typography: 'caption', color: 'text.secondary', overflowWrap: 'anywhere' }}
          >
            {facts.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the facts of an entry have no names, only places
              <span key={index}>
                {index > 0 && ' · '}
                {fact}
              </span>
            ))}
          </Box>
        </Box>
        {props.children}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.25, flexShrink: 0 }}>
        {props.actions}
        {props.mark !== undefined && (
          <Box sx={{ pt: 0.25 }}>
            <SyncMarkIcon mark={props.mark} />
          </Box>
        )}
      </Box>
    </Box>
  );
}
