import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import InputBase from '@mui/material/InputBase';
import { type ReactNode, useId } from 'react';

/** A remark beside a field; `fix` puts the value we would expect. */
export interface FieldRemark {
  readonly text: string;
  readonly fix?: { readonly label: string; readonly apply: () => void };
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
  readonly remark?: FieldRemark | undefined;
  readonly placeholder?: string;
  readonly multiline?: boolean;
  readonly maxLength?: number;
  readonly digits?: boolean;
  readonly autoFocus?: boolean;
  readonly after?: ReactNode;
}

/** How a value is edited in place: quiet until the pointer or the cursor comes. */
export const quietInput = {
  width: '100%',
  typography: 'body2',
  borderRadius: 1,
  px: 0.75,
  minHeight: 30,
  border: 1,
  borderColor: 'transparent',
  '&:hover': { borderColor: 'divider' },
  '&.Mui-focused': { borderColor: 'primary.main', bgcolor: 'background.paper' },
  '& input': { py: 0.25, textOverflow: 'ellipsis' },
  '& input::placeholder, & textarea::placeholder': { color: 'text.secondary', opacity: 0.75 },
} as const;

/** A labelled value of the card: the label at its left, a warning under it; it never refuses what is typed. */
export function CardField(props: Props) {
  const id = useId();
  const remarkId = `${id}-remark`;
  return (
    <CardRow label={props.label} htmlFor={id} top={props.multiline === true}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <InputBase
          id={id}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          onFocus={props.onFocus}
          onBlur={props.onBlur}
          placeholder={props.placeholder ?? ''}
          multiline={props.multiline ?? false}
          autoFocus={props.autoFocus ?? false}
          title={props.multiline ? undefined : props.value.slice(0, 300)}
          {...(props.multiline ? { minRows: 2, maxRows: 10 } : {})}
          slotProps={{
            input: {
              maxLength: props.maxLength ?? 300,
              'aria-describedby': props.remark ? remarkId : undefined,
              spellCheck: props.multiline === true,
              ...(props.digits ? { inputMode: 'numeric' } : {}),
            },
          }}
          sx={{ ...quietInput, ...(props.digits ? { fontVariantNumeric: 'tabular-nums' } : {}) }}
        />
        {props.after}
      </Box>
      {props.remark && <Remark id={remarkId} remark={props.remark} />}
    </CardRow>
  );
}

/** A warning in words under a field, with the repair where we know one. */
export function Remark({ id, remark }: { readonly id?: string; readonly remark: FieldRemark }) {
  return (
    <Box id={id} sx={{ typography: 'caption', color: 'warning.main', px: 0.75, pb: 0.5 }}>
      {remark.text}
      {remark.fix && (
        <ButtonBase
          onClick={remark.fix.apply}
          sx={{ ml: 1, color: 'primary.main', typography: 'caption', textDecoration: 'underline' }}
        >
          {remark.fix.label}
        </ButtonBase>
      )}
    </Box>
  );
}

interface RowProps {
  readonly label: ReactNode;
  readonly htmlFor?: string;
  readonly top?: boolean;
  readonly children: ReactNode;
}

/** A line of the card: what it is at the left, the value at the right. */
export function CardRow({ label, htmlFor, top, children }: RowProps) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '118px minmax(0, 1fr)', columnGap: 1 }}>
      <Box
        component={htmlFor === undefined ? 'div' : 'label'}
        {...(htmlFor === undefined ? {} : { htmlFor })}
        sx={{
          typography: 'body2',
          color: 'text.secondary',
          pt: top ? 0.75 : 0.6,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
        }}
      >
        {label}
      </Box>
      <Box sx={{ minWidth: 0 }}>{children}</Box>
    </Box>
  );
}
