import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/types';
import { languageName } from '@/ui/languageName';
import { ModelTry } from './ModelTry';
import styles from './settings.module.css';

interface ModelCardProps {
  model: Model;
  usual: boolean;
  onChoose: (() => void) | null;
}

/** One sentence each: what it writes, in which languages, what it costs, what leaves this machine. */
export function ModelCard({ model, usual, onChoose }: ModelCardProps) {
  const { t, i18n } = useTranslation();
  const languages = (codes: readonly string[] = []) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(codes.map((code) => languageName(code, i18n.language)));
  const { guided = [], free = [] } = model.crafts;
  const whyNot = model.why_not?.[i18n.language];
  return (
    <li className={styles.model}>
      <div className={styles.modelHead}>
        <h3>{model.name}</h3>
        {usual && <span className={styles.usual}>{t('settings.usual')}</span>}
        {!model.available && <span className={styles.away}>{t('settings.notAnswering')}</span>}
      </div>
      <p>{model.description[i18n.language] ?? model.description.en}</p>
      <dl className={styles.facts}>
        <dt>{t('settings.writes')}</dt>
        <dd>
          {guided.length > 0 && t('settings.guidedIn', { languages: languages(guided) })} {free.length > 0 ? t('settings.freeIn', { languages: languages(free) }) : t('settings.freeNone')} {whyNot}
        </dd>
        <dt>{t('settings.cost')}</dt>
        <dd>{t(model.local ? 'settings.costLocal' : 'settings.costRemote')}</dd>
        <dt>{t('settings.leaves')}</dt>
        <dd>{t(model.local ? 'settings.leavesNothing' : 'settings.leavesPrompt')}</dd>
      </dl>
      <div className={styles.verbs}>
        <ModelTry model={model} />
        {!usual && onChoose && (
          <Button variant="subtle" onClick={onChoose} disabled={!model.available}>
            {t('settings.makeUsual')}
          </Button>
        )}
      </div>
    </li>
  );
}
