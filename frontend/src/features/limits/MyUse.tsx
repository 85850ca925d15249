import { Skeleton } from '@mantine/core';
import { useLimits } from '@/lib/useLimits';
import { Failed } from '@/ui/Failed';
import { UsedLines } from './UsedLines';

/** One's own use, for whoever looks. */
export function MyUse() {
  const limits = useLimits();
  if (!limits.data) return limits.error ? <Failed reason={limits.error} onAgain={() => void limits.refetch()} /> : <Skeleton height="3rem" />;
  return <UsedLines used={limits.data.mine} currency={limits.data.currency} />;
}
