import { pick, type Chance } from './chance';

/** Six flat inks: the sky, what is far, what is near, what shines, the letters, and the darkest. */
export interface Palette {
  sky: string;
  far: string;
  near: string;
  light: string;
  ink: string;
  deep: string;
}

const inks = (sky: string, far: string, near: string, light: string, ink: string, deep: string): Palette => ({ sky, far, near, light, ink, deep });

const PALETTES = {
  calm: [inks('#d8e1db', '#a3bab1', '#4f736e', '#fbf3d9', '#1f332f', '#1f332f'), inks('#3a4a52', '#566c74', '#25333a', '#f3e0aa', '#f7f0e0', '#172126')],
  cosy: [inks('#f4dfc4', '#dca274', '#97482a', '#fff5dc', '#4a2012', '#4a2012'), inks('#7a3a25', '#a65c3d', '#4c2115', '#f8dba4', '#fceeda', '#2f130b')],
  playful: [inks('#f2cd62', '#ec8f5e', '#2d7a75', '#fff8e2', '#38280f', '#38280f'), inks('#c2e1d9', '#f3b567', '#cc5245', '#fffaec', '#1f3534', '#1f3534')],
  brave: [inks('#ead9ba', '#b7563e', '#27394f', '#fcf3df', '#252e3c', '#252e3c'), inks('#27394f', '#48627c', '#b2472e', '#f6dfa8', '#f8eed9', '#16222f')],
  wild: [inks('#dadfba', '#829d52', '#2d472a', '#f5cd65', '#1f301c', '#1f301c'), inks('#2c4432', '#52704a', '#c87730', '#f2d88f', '#f6eed6', '#18271b')],
  any: [inks('#eadfce', '#c2ac8d', '#695843', '#fdf7ea', '#2c241a', '#2c241a'), inks('#5b4a52', '#7c6670', '#3a2d34', '#f3d9b1', '#f9eee0', '#221a1f')],
} satisfies Record<string, [Palette, ...Palette[]]>;

type Tone = keyof typeof PALETTES;

const isTone = (tone: string | null): tone is Tone => tone !== null && Object.hasOwn(PALETTES, tone);

/** The inks for a tone: of its two sets, the one chance picks. */
export function paletteFor(tone: string | null, chance: Chance): Palette {
  return pick(chance, PALETTES[isTone(tone) ? tone : 'any']);
}
