import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '@/features/composer/Composer';
import { useConfig } from '@/features/settings/useConfig';
import { useModels } from '@/features/settings/useModels';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

export function WritePage() {
  const { t } = useTranslation();
  useTitle(t('write.documentTitle'));
  const navigate = useNavigate();
  const config = useConfig();
  const models = useModels();
  const [prompt, setPrompt] = useState('');
  if (!config.data) return null;
  return (
    <div className={page.page}>
      <Composer config={config.data} models={models.data ?? []} prompt={prompt} onPrompt={setPrompt} onBegun={(story) => void navigate({ to: '/stories/$id', params: { id: String(story.id) } })} readersChip={() => null} readersLanguage={() => null} />
    </div>
  );
}
