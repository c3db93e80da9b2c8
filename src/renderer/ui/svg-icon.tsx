import Box from '@mui/material/Box';
import type SvgIcon from '@mui/material/SvgIcon';
import { type ComponentProps, forwardRef, memo, type ReactNode, type Ref } from 'react';

type Props = Pick<
  ComponentProps<typeof SvgIcon>,
  'className' | 'color' | 'fontSize' | 'style' | 'sx' | 'titleAccess'
>;

const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/**
 * Takes the place of MUI's own function in the icons we use (see electron.vite.config.ts): an icon is a plain `<svg>`
 * with classes of `plain.css`. Screens have dozens of icons, and a styled one costs as much as ten plain ones.
 */
export default function createSvgIcon(path: ReactNode, _name: string) {
  function Icon(props: Props, ref: Ref<SVGSVGElement>) {
    const { color = 'inherit', fontSize = 'medium', titleAccess, className = '', sx, ...rest } = props;
    const size = capital(String(fontSize));
    const all = {
      ...rest,
      ref,
      className: `MuiSvgIcon-root MuiSvgIcon-fontSize${size} icon icon-${fontSize} ink-${color} ${className}`,
      viewBox: '0 0 24 24',
      focusable: false,
      ...(titleAccess === undefined ? { 'aria-hidden': true } : { role: 'img' }),
    };
    const children = titleAccess === undefined ? path : [path, <title key="title">{titleAccess}</title>];
    return sx ? (
      <Box component="svg" sx={sx} {...all}>
        {children}
      </Box>
    ) : (
      // biome-ignore lint/a11y/noSvgWithoutTitle: one without a title is hidden, see above
      <svg {...all}>{children}</svg>
    );
  }
  // MUI's buttons and fields know an icon by this name.
  Icon.muiName = 'SvgIcon';
  return memo(forwardRef(Icon));
}
