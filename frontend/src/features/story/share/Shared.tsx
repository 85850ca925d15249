import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharedStory } from '@/api/types';
import { ApiError } from '@/lib/apiFetch';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { useTitle } from '@/ui/useTitle';
import { Ornament } from '../Ornament';
import { PassageText } from '../PassageText';
import story from '../story.module.css';
import { StorySkeleton } from '../StorySkeleton';
import title from '../title.module.css';
import { useShared } from './useShared';

/** The story that a link opens, or what stands in its place. */
export function Shared({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useShared(code);
  useTitle(data?.title ?? t('shared.documentTitle'));
  if (code === '') return <Empty page title={t('welcome.noCode')} text={t('welcome.noCodeText')} />;
  if (data) return <Book {...data} />;
  if (error instanceof ApiError && isNoLink(error)) return <Empty page title={t('shared.gone')} text={t('shared.goneText')} />;
  if (error) return <Failed reason={error} onAgain={() => void refetch()} />;
  return <StorySkeleton />;
}

/** It no longer holds, or never was whole. */
const isNoLink = ({ status }: ApiError): boolean => status === 404 || status === 422;

/** Set as on its own page, and nothing around it. */
function Book({ title: name, language, text }: SharedStory) {
  const { t } = useTranslation();
  return (
    <article className={story.story}>
      <header className={title.titlePage}>
        <h1 lang={language}>
          <span>{name}</span>
        </h1>
      </header>
      {text.length === 0 && <p className={story.wish}>{t('shared.empty')}</p>}
      {text.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <Ornament />}
          <PassageText text={part} language={language} opening={index === 0} />
        </Fragment>
      ))}
    </article>
  );
}
