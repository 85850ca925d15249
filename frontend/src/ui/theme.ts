import { Button, createTheme, Input, type VariantColorsResolver } from '@mantine/core';

const plain = { border: '1px solid transparent', hoverColor: 'var(--accent-ink)' };

/** Three kinds of button: the one thing to do, an ordinary choice, and a quiet one. */
const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const ink = color === 'danger' ? 'var(--danger)' : 'var(--accent-ink)';
  switch (variant) {
    case 'default':
      return { background: 'transparent', hover: 'var(--sunk)', color: ink, border: '1px solid var(--line)', hoverColor: ink };
    case 'subtle':
      return { ...plain, background: 'transparent', hover: 'var(--sunk)', color: ink, hoverColor: ink };
    default:
      return { ...plain, background: 'var(--accent)', hover: 'var(--accent-hover)', color: 'var(--on-accent)', hoverColor: 'var(--on-accent)' };
  }
};

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '500' },
  defaultRadius: 'var(--radius)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md', loaderProps: { type: 'dots' } },
      styles: (_theme, { variant }) => ({
        root: {
          minHeight: 'var(--target)',
          height: 'auto',
          paddingBlock: '0.5rem',
          // A link is not centred by itself, as a button is.
          alignContent: 'center',
          fontWeight: 550,
          // A quiet button's words stand flush with the text around it.
          ...(variant === 'subtle' ? { paddingInline: '0.5rem', marginInline: '-0.5rem' } : { paddingInline: '1.125rem' }),
        },
        label: { whiteSpace: 'normal', textAlign: 'center', overflow: 'visible', lineHeight: 1.3 },
      }),
    }),
    Input: Input.extend({ defaultProps: { size: 'md' } }),
  },
});
