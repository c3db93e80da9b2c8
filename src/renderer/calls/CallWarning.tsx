import type { Politeness, ZoneGuess } from '@shared/domain/phones/phones';
import { useSettings, useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { Typography } from '../ui/Typography';

interface Props {
  readonly doNotCall: boolean;
  readonly zone: ZoneGuess | null;
  readonly politeness: Politeness | null;
  /** Told what the call's record is to say of it. */
  readonly onCall: (remark: string) => void;
  readonly onClose: () => void;
}

/** Why not to call now. «Не звонить» leaves no way on; the hour is only a matter of manners and can be passed over. */
export function CallWarning({ doNotCall, zone, politeness, onCall, onClose }: Props) {
  const { calls, common } = useTexts();
  const { politeFrom, politeTo } = useSettings();
  const reason = politeness?.reason;
  const why =
    reason === 'too-early'
      ? calls.phone.reasons['too-early'](politeFrom)
      : reason === 'too-late'
        ? calls.phone.reasons['too-late'](politeTo)
        : calls.phone.reasons['day-off']();
  return (
    <DialogFrame
      title={doNotCall ? calls.phone.doNotCallTitle : calls.phone.impoliteTitle(politeness?.localTime ?? '')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {doNotCall ? common.close : common.cancel}
          </Button>
          {!doNotCall && (
            <Button
              variant="contained"
              color="warning"
              onClick={() => onCall(calls.phone.remark(politeness?.localTime ?? '', why))}
            >
              {calls.phone.callAnyway}
            </Button>
          )}
        </>
      }
    >
      <Typography>{doNotCall ? calls.phone.doNotCallText : why}</Typography>
      {!doNotCall && zone && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          {calls.phone.sources[zone.source]}
        </Typography>
      )}
    </DialogFrame>
  );
}
