import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OriginSpan, Passage } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';
import { Failed } from '@/ui/Failed';
import styles from './origins.module.css';
import { ORIGINS, runsOf, within } from './origins';
import { paragraphs } from './paragraphs';
import { PassageText } from './PassageText';
import text from './text.module.css';

interface OriginTextProps {
  passage: Passage;
  text: string;
  language: string;
}

/** The passage with the hand of each part marked, by shade and by line. */
export function OriginText({ passage, text: words, language }: OriginTextProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: keys.origins(passage.id, passage.revision),
    queryFn: ({ signal }) => apiJson<{ spans: OriginSpan[] }>(`/passages/${passage.id}/origins`, { signal }),
    staleTime: Infinity,
  });
  if (error) return <Failed reason={error} onAgain={() => void refetch()} />;
  if (!data) return <PassageText text={words} language={language} opening={passage.position === 0} />;
  const runs = runsOf(words, data.spans);
  const present = ORIGINS.filter((origin) => runs.some((run) => run.origin === origin));
  return (
    <>
      <p className={styles.legend}>
        <span>{t('story.originsLegend')}</span>
        {present.map((origin) => (
          <span key={origin} className={styles.run} data-origin={origin}>
            {t(`story.origin.${origin}`)}
          </span>
        ))}
      </p>
      <div className={text.text} lang={language}>
        {paragraphs(words).map(({ start, text: line }) => (
          <p key={start}>
            {within(runs, words, start, start + line.length).map(({ origin, words: part }, index) => (
              <span key={index} className={styles.run} data-origin={origin} title={t(`story.origin.${origin}`)}>
                {part}
              </span>
            ))}
          </p>
        ))}
      </div>
    </>
  );
}
