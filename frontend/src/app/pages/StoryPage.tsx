import { useParams } from '@tanstack/react-router';
import { useModels } from '@/features/settings/useModels';
import { Story } from '@/features/story/Story';
import { Missing } from './Missing';

export function StoryPage() {
  const { id } = useParams({ from: '/stories/$id' });
  const models = useModels();
  const modelName = (model: string) => models.data?.find((one) => one.id === model)?.name ?? model;
  return /^\d{1,15}$/.test(id) ? <Story key={id} id={Number(id)} modelName={modelName} /> : <Missing />;
}
