import { useRouter } from '@tanstack/react-router';
import { ProblemScreen } from '@/components/Problem';

/** Any error of a desk page; an expired session leads to login and back. */
export function DeskProblem({ error }: { error: unknown }) {
  const router = useRouter();
  const here = window.location.pathname + window.location.search;
  return (
    <ProblemScreen
      error={error}
      onRetry={() => router.invalidate()}
      homeHref="/desk"
      loginHref={`/desk/login?next=${encodeURIComponent(here)}`}
    />
  );
}
