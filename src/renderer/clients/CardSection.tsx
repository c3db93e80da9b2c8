import AddIcon from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../app/texts';

interface Props {
  readonly title: string;
  /** One or more things that can be added here. */
  readonly add?: readonly { readonly label: string; readonly run: () => void }[];
  readonly children: ReactNode;
}

/** A part of the card under its own title. */
export function CardSection({ title, add = [], children }: Props) {
  const { common } = useTexts();
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{
        breakInside: 'avoid',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        px: 1.5,
        py: 1,
        mb: 1.5,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 30, gap: 0.5, mb: 0.5 }}>
        <Typography variant="h3" component="h2" id={id} sx={{ flex: 1 }}>
          {title}
        </Typography>
        {add.map(({ label, run }) => (
          <Button
            key={label}
            size="small"
            startIcon={<AddIcon />}
            onClick={run}
            aria-label={`${common.add}: ${label}`}
            sx={{ py: 0 }}
          >
            {label}
          </Button>
        ))}
      </Box>
      {children}
    </Box>
  );
}
