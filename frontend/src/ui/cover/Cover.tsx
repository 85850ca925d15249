import { memo } from 'react';
import type { StorySummary } from '@/api/types';
import { chanceFrom } from './chance';
import { motifFor } from './motif';
import { paletteFor } from './palette';
import { HEIGHT, WIDTH } from './shapes';
import styles from './cover.module.css';
import { titleLines } from './titleLines';

type Told = Pick<StorySummary, 'title' | 'prompt' | 'genre' | 'tone' | 'seed' | 'language'>;

interface CoverProps {
  story: Told;
}

const MARGIN = 26;

/**
 * A cover drawn from the story: inks by tone, one drawing by theme, the details by chance that the
 * story's own seed decides, so that it is the same wherever it is shown. A decoration: the title
 * stands beside it in words.
 */
export const Cover = memo(function Cover({ story }: CoverProps) {
  const chance = chanceFrom(`${story.seed} ${story.prompt}`);
  const inks = paletteFor(story.tone, chance);
  const Motif = motifFor(`${story.prompt} ${story.title}`, story.genre, chance);
  const { lines, size } = titleLines(story.title, WIDTH - 2 * MARGIN);
  return (
    <svg className={styles.cover} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <rect width={WIDTH} height={HEIGHT} fill={inks.sky} />
      <Motif inks={inks} chance={chance} />
      <rect width={9} height={HEIGHT} fill="#000" opacity={0.12} />
      <text className={styles.title} fill={inks.ink} fontSize={size} lang={story.language}>
        {lines.map((line, index) => (
          <tspan key={index} x={MARGIN} y={Math.round(30 + size + index * size * 1.16)}>
            {line}
          </tspan>
        ))}
      </text>
    </svg>
  );
});
