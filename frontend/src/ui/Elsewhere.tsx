import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Elsewhere as Way } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import door from './door.module.css';
import { ErrorWords } from './ErrorWords';

interface ElsewhereProps {
  label: string;
  /** Of an invitation that is taken so. */
  code?: string;
  onLeave?: () => void;
}

/** Leaves for the service that knows somebody already; it sends them back signed in. */
export function Elsewhere({ label, code, onLeave }: ElsewhereProps) {
  const leave = useMutation({
    mutationFn: () => apiJson<Way>('/session/oidc', { method: 'POST', json: { code: code ?? null } }),
    onSuccess: ({ url }) => {
      onLeave?.();
      location.assign(url);
    },
  });
  return (
    <>
      <Button variant="default" size="lg" loading={leave.isPending} onClick={() => leave.mutate()}>
        {label}
      </Button>
      {leave.error && (
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={leave.error} />
        </p>
      )}
    </>
  );
}
