import '@/ui/mantine.css';
import '@/ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { startI18n } from '@/app/i18n';

if (import.meta.env.MODE === 'mock') (await import('@/mock/install')).installMock();
await startI18n();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
