import { useLocation } from '@tanstack/react-router';
import { Shared } from '@/features/story/share/Shared';
import layout from '../layout.module.css';

/** Where a shared link leads: `shared#CODE`. The code stays in the address, so that the page can be loaded again. */
export function SharedPage() {
  const { hash } = useLocation();
  return (
    <main className={layout.main}>
      <meta name="robots" content="noindex" />
      <Shared key={hash} code={hash} />
    </main>
  );
}
