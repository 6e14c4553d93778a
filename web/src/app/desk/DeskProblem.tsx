import { useRouter } from '@tanstack/react-router';
import { Trouble } from '@/features/desk/Trouble';

/** Any error of a desk page; an expired session leads to login and back. */
export function DeskProblem({ error }: { error: unknown }) {
  const router = useRouter();
  return <Trouble error={error} onRetry={() => router.invalidate()} />;
}
