import type { ReactElement } from 'react';

/** Line drawings on a 24-unit grid. They always stand beside a word, so they are hidden from readers. */
function icon(paths: ReactElement) {
  return function Icon({ size = 22 }: { size?: number }) {
    return (
      <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
        {paths}
      </svg>
    );
  };
}

export const WriteIcon = icon(<path d="M4 20c6-1 11-4 16-16-8 1-13 5-14 12M4 20l5-6m-1.5 2h5" />);
export const ShelfIcon = icon(<path d="M4 4.5h4v15H4zM8 6.5h4v13H8zM13.5 7l3.8-1 3.7 12.7-3.8 1zM3 19.5h18" />);
export const ReadersIcon = icon(<path d="M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.3-4 2.8-6 6.5-6s6.2 2 6.5 6M16 5.2a3 3 0 0 1 0 5.6M18 14.6c2.2.8 3.3 2.6 3.5 5.4" />);
export const FamilyIcon = icon(<path d="M4 11 12 4.5 20 11v8.5H4zM12 16.6c-2-1.3-3-2.3-3-3.5a1.55 1.55 0 0 1 3-.5 1.55 1.55 0 0 1 3 .5c0 1.2-1 2.2-3 3.5z" />);
export const SettingsIcon = icon(<path d="M4 7h9m4 0h3M4 17h3m4 0h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z" />);
export const TrashIcon = icon(<path d="M4.5 7h15M9.5 7V4.5h5V7m3.5 0-.8 12.5H6.8L6 7m4.2 3.5v5.5m3.6-5.5v5.5" />);
export const DownIcon = icon(<path d="M12 5v14m-6-6 6 6 6-6" />);
