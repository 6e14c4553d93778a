import { ProblemScreen } from '@/components/Problem';

/** What could not be loaded, in its place; an expired session leads to login and back here. */
export function Trouble({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: (() => unknown) | undefined;
}) {
  const here = window.location.pathname + window.location.search;
  return (
    <ProblemScreen
      error={error}
      onRetry={onRetry ? () => void onRetry() : undefined}
      homeHref="/desk"
      loginHref={`/desk/login?next=${encodeURIComponent(here)}`}
    />
  );
}
