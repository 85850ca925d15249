import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt, Story } from '@/api/types';
import { Composer } from '@/features/composer/Composer';
import { ComposerSkeleton } from '@/features/composer/ComposerSkeleton';
import { usePrompts } from '@/features/prompts/api';
import { KeepPrompt } from '@/features/prompts/KeepPrompt';
import { Ideas } from '@/features/prompts/Ideas';
import { Prompts } from '@/features/prompts/Prompts';
import { useReaders } from '@/features/readers/api';
import { ReaderChip } from '@/features/readers/ReaderChip';
import { useConfig } from '@/features/settings/useConfig';
import { useModels } from '@/features/settings/useModels';
import { LastStories } from '@/features/shelf/LastStories';
import { isChild, mayWrite } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { useKept } from '@/lib/useKept';
import { Failed } from '@/ui/Failed';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { OwnReader } from '../OwnReader';
import { ReadingPage } from './ReadingPage';

/** The first screen: say what the story is about, and begin; or, for a child who does not write yet, what there is to read. */
export function WritePage() {
  const { me } = useKnown();
  return mayWrite(me) ? <Writing /> : <ReadingPage />;
}

function Writing() {
  const { t } = useTranslation();
  useTitle(t('write.documentTitle'));
  const navigate = useNavigate();
  const { q = '' } = useSearch({ from: '/' });
  const config = useConfig();
  const models = useModels();
  const readers = useReaders();
  const prompts = usePrompts();
  const { session, me } = useKnown();
  // What one person left in the field is not for the next who signs in here.
  const [prompt, setPrompt] = useKept(session?.accounts && me ? `prompt.${me.id}` : 'prompt');
  const child = isChild(me);
  const top = useRef<HTMLDivElement>(null);

  const open = (story: Story) => {
    setPrompt('');
    void navigate({ to: '/stories/$id', params: { id: String(story.id) } });
  };
  const search = (words: string) => void navigate({ to: '/', search: words === '' ? {} : { q: words }, replace: true, resetScroll: false });
  const languageOf = (chosen: number[]) => readers.data?.find((reader) => chosen.includes(reader.id) && reader.language !== null)?.language ?? null;
  const pick = ({ content }: Prompt) => {
    setPrompt(content);
    const field = top.current?.querySelector('textarea');
    field?.focus({ preventScroll: true });
    top.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };

  return (
    <div className={`${page.page} ${page.parts}`} ref={top}>
      {config.data && !models.isPending ? (
        <Composer
          config={config.data}
          models={models.data ?? []}
          prompt={prompt}
          onPrompt={setPrompt}
          onBegun={open}
          only={child ? me?.reader?.id : null}
          readersChip={(chosen, onChange) => (child ? <OwnReader name={me?.reader?.name} /> : <ReaderChip chosen={chosen} onChange={onChange} />)}
          readersLanguage={languageOf}
          aside={child ? null : <KeepPrompt content={prompt} />}
        />
      ) : config.error ? (
        <Failed reason={config.error} onAgain={() => void config.refetch()} />
      ) : (
        <ComposerSkeleton />
      )}
      {/* Each part waits for the one above it, so that nothing is pushed down once it is shown. */}
      {!config.isPending && !models.isPending && (child ? <Ideas onPick={pick} /> : <Prompts query={q} onQuery={search} onPick={pick} />)}
      {!config.isPending && !models.isPending && !prompts.isPending && <LastStories />}
    </div>
  );
}
