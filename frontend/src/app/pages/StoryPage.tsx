import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTrash } from '@/features/shelf/useTrash';
import { Story } from '@/features/story/Story';
import { Missing } from './Missing';

export function StoryPage() {
  const { id } = useParams({ from: '/stories/$id' });
  const { origins = false } = useSearch({ from: '/stories/$id' });
  const navigate = useNavigate();
  const { trash, restore } = useTrash();
  if (!/^\d{1,15}$/.test(id)) return <Missing />;
  return (
    <Story
      key={id}
      id={Number(id)}
      origins={origins}
      onOrigins={(shown) => void navigate({ to: '/stories/$id', params: { id }, search: shown ? { origins: true } : {}, replace: true, resetScroll: false })}
      onRestore={restore}
      onTrash={(story) => {
        trash(story);
        void navigate({ to: '/stories' });
      }}
    />
  );
}
