import { type ReactNode, useEffect, useId, useRef } from 'react';
import './card.css';

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

/** A labelled value of the card: the label at its left, a warning under it; it never refuses what is typed. */
export function CardField(props: Props) {
  const id = useId();
  const remarkId = `${id}-remark`;
  const { multiline = false } = props;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const begun = useRef(props.autoFocus ?? false);
  useEffect(() => {
    // What was just added is filled in at once.
    if (begun.current) field.current?.focus();
  }, []);
  const all = {
    ref: field,
    id,
    value: props.value,
    onChange: (event: { target: { value: string } }) => props.onChange(event.target.value),
    onFocus: props.onFocus,
    onBlur: props.onBlur,
    placeholder: props.placeholder,
    maxLength: props.maxLength ?? 300,
    spellCheck: multiline,
    'aria-describedby': props.remark ? remarkId : undefined,
  };
  return (
    <CardRow label={props.label} htmlFor={id} top={multiline}>
      <div className="card-value">
        {multiline ? (
          <textarea className="field" rows={2} {...all} />
        ) : (
          <input
            className={props.digits ? 'field digits' : 'field'}
            type="text"
            inputMode={props.digits ? 'numeric' : undefined}
            title={props.value.slice(0, 300)}
            {...all}
          />
        )}
        {props.after}
      </div>
      {props.remark && <Remark id={remarkId} remark={props.remark} />}
    </CardRow>
  );
}

/** A warning in words under a field, with the repair where we know one. */
export function Remark({ id, remark }: { readonly id?: string; readonly remark: FieldRemark }) {
  return (
    <div id={id} className="card-remark caption">
      {remark.text}
      {remark.fix && (
        <button type="button" className="bare link" onClick={remark.fix.apply}>
          {remark.fix.label}
        </button>
      )}
    </div>
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
  const look = top ? 'card-label small quiet top' : 'card-label small quiet';
  return (
    <div className="card-row">
      {htmlFor === undefined ? (
        <div className={look}>{label}</div>
      ) : (
        <label className={look} htmlFor={htmlFor}>
          {label}
        </label>
      )}
      <div className="card-cell">{children}</div>
    </div>
  );
}
