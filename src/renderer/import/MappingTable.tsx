import type { ImportFile, ReadOrder } from '@shared/import/contract';
import { importFields } from '@shared/import/fields';
import {
  type ImportKind,
  importableFields,
  isDateTarget,
  isPlanTarget,
  notesTitle,
  type PlanTarget,
} from '@shared/import/record-targets';
import type { DateOrder } from '@shared/lib/loose-date';
import { memo, useId } from 'react';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';

/** Width of a column, in pixels. */
const WIDTH = 190;

interface Props {
  readonly file: ImportFile;
  /** How many rows of the file are shown. */
  readonly rows: number;
  readonly mapping: readonly PlanTarget[];
  readonly onChange: (mapping: readonly PlanTarget[]) => void;
  /** How dates are read; '' lets the column decide. */
  readonly dateOrder: DateOrder | '';
  /** How the last dry run has read them. */
  readonly readOrder: ReadOrder | null;
  readonly onDateOrder: (order: DateOrder | '') => void;
}

/** The first rows of the file, and above each column where it goes. */
export function MappingTable({ file, rows, mapping, onChange, ...dates }: Props) {
  const { imports, kinds } = useTexts();
  const titleId = useId();
  const hint = file.remembered
    ? imports.mappingRemembered
    : file.preset
      ? imports.mappingPreset(file.preset)
      : '';
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" id={titleId}>
          {imports.mappingTitle}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>
          {imports.mappingHint(notesTitle(file.kind, kinds))}
        </Typography>
        {hint && <Typography sx={{ color: 'success.main', fontWeight: 700 }}>{hint}</Typography>}
      </Box>
      <Paper
        variant="outlined"
        sx={{ overflowX: 'auto' }}
        tabIndex={0}
        data-sideways
        role="region"
        aria-labelledby={titleId}
      >
        <Box
          component="table"
          sx={{
            borderCollapse: 'collapse',
            tableLayout: 'fixed',
            width: file.headers.length * WIDTH,
            '& th, & td': {
              width: WIDTH,
              px: 1,
              py: 0.75,
              textAlign: 'left',
              borderBottom: 1,
              borderRight: 1,
              borderColor: 'divider',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
              fontWeight: 'inherit',
            },
            '& th': { bgcolor: 'action.hover', verticalAlign: 'top' },
            '& tr:last-child td': { borderBottom: 0 },
          }}
        >
          <thead>
            <tr>
              {file.headers.map((header, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place; headers repeat
                <th key={column} scope="col">
                  <ColumnHead
                    header={header === '' || header.startsWith('#') ? imports.untitled(column + 1) : header}
                    kind={file.kind}
                    target={mapping[column] ?? ''}
                    suggested={!file.remembered && (file.mapping[column] ?? '') === (mapping[column] ?? '')}
                    onChange={(target) =>
                      onChange(file.headers.map((_, at) => (at === column ? target : (mapping[at] ?? ''))))
                    }
                  />
                  {isDateTarget(mapping[column] ?? '') && <DateOrderSelect {...dates} />}
                </th>
              ))}
            </tr>
          </thead>
          <Sample file={file} rows={rows} />
        </Box>
      </Paper>
    </Box>
  );
}

/** Only the file decides it: choosing a field must not draw thousands of cells again. */
const Sample = memo(
  function Sample(props: { readonly file: ImportFile; readonly rows: number }) {
    return (
      <tbody>
        {props.file.sample.slice(0, props.rows).map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
          <tr key={row}>
            {props.file.headers.map((_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={column} title={cells[column]}>
                <bdi>{cells[column] ?? ''}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    );
  },
  (a, b) => a.file === b.file,
);

interface HeadProps {
  readonly header: string;
  readonly kind: ImportKind;
  readonly target: PlanTarget;
  readonly suggested: boolean;
  readonly onChange: (target: PlanTarget) => void;
}

/** A header with its field. A plain select: a file may have five hundred of them. */
function ColumnHead({ header, kind, target, suggested, onChange }: HeadProps) {
  const { imports } = useTexts();
  const id = useId();
  return (
    <>
      <Box
        component="label"
        htmlFor={id}
        title={header}
        sx={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: 700, mb: 0.5 }}
      >
        <bdi>{header}</bdi>
      </Box>
      <Box
        component="select"
        id={id}
        value={target}
        data-suggested={suggested || undefined}
        onChange={(event: { target: { value: string } }) => {
          if (isPlanTarget(event.target.value)) onChange(event.target.value);
        }}
        sx={{
          width: '100%',
          height: 32,
          pl: 0.75,
          pr: 3,
          font: 'inherit',
          color: target === '' ? 'text.secondary' : 'text.primary',
          bgcolor: 'background.paper',
          border: 1,
          borderColor: target === '' || target === 'rest' ? 'divider' : 'primary.main',
          borderRadius: 1,
        }}
      >
        <Options kind={kind} />
      </Box>
      <Typography
        variant="caption"
        sx={{ display: 'block', height: 18, color: 'text.secondary', fontWeight: 400 }}
      >
        {suggested && target !== '' && target !== 'rest' ? imports.suggested : ''}
      </Typography>
    </>
  );
}

type OrderProps = Pick<Props, 'dateOrder' | 'readOrder' | 'onDateOrder'>;

/** How the dates of a column are read: what the column itself decides, or what a person says. */
function DateOrderSelect({ dateOrder, readOrder, onDateOrder }: OrderProps) {
  const { imports } = useTexts();
  const words = imports.dateOrder;
  const byColumn = dateOrder === '' && readOrder ? words.found(readOrder) : words.byColumn;
  return (
    <Box
      component="select"
      aria-label={words.label}
      title={dateOrder === '' ? byColumn : words[dateOrder]}
      value={dateOrder}
      onChange={(event: { target: { value: string } }) => {
        const { value } = event.target;
        onDateOrder(value === 'dmy' || value === 'mdy' ? value : '');
      }}
      sx={{
        width: '100%',
        height: 28,
        mt: 0.5,
        pl: 0.75,
        pr: 3,
        font: 'inherit',
        textOverflow: 'ellipsis',
        color: 'text.primary',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <option value="">{byColumn}</option>
      <option value="dmy">{words.dmy}</option>
      <option value="mdy">{words.mdy}</option>
    </Box>
  );
}

const Options = memo(function Options({ kind }: { readonly kind: ImportKind }) {
  const { imports, kinds } = useTexts();
  return (
    <>
      <optgroup label={imports.groups.other}>
        <option value="">{imports.notTaken}</option>
        <option value="rest">{imports.rest(notesTitle(kind, kinds))}</option>
      </optgroup>
      {kind === 'clients' ? <ClientOptions /> : <RecordOptions kind={kind} />}
    </>
  );
});

/** The fields of a kind of records, by its catalogue. */
function RecordOptions({ kind }: { readonly kind: Exclude<ImportKind, 'clients'> }) {
  const { imports, kinds } = useTexts();
  const words: Readonly<Record<string, string>> = { ...kinds[kind].fields, ...imports.extraFields[kind] };
  return (
    <optgroup label={kinds[kind].one}>
      {importableFields(kind).map(({ target, name }) => (
        <option key={target} value={target}>
          {words[name] ?? name}
        </option>
      ))}
    </optgroup>
  );
}

function ClientOptions() {
  const { imports } = useTexts();
  const group = (prefix: string) => importFields.filter((field) => field.startsWith(prefix));
  return (
    <>
      <optgroup label={imports.groups.client}>
        {group('client.').map((field) => (
          <option key={field} value={field}>
            {imports.fields[field]}
          </option>
        ))}
      </optgroup>
      <optgroup label={imports.groups.contact}>
        {group('contact.').map((field) => (
          <option key={field} value={field}>
            {imports.fields[field]}
          </option>
        ))}
      </optgroup>
    </>
  );
}
