import { useRouter } from '@tanstack/react-router';
import { ProblemScreen } from '@/components/Problem';

/** What could not be loaded, in its place; an expired session leads to login and back here. */
export function Trouble({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: (() => unknown) | undefined;
}) {
  const { pathname, search } = window.location;
  const pages = useRouter({ warn: false })?.routesByPath ?? {};
  return (
    <ProblemScreen
      error={error}
      onRetry={onRetry ? () => void onRetry() : undefined}
      homeHref="/desk"
      listHref={listAbove(pages, pathname)}
      loginHref={`/desk/login?next=${encodeURIComponent(pathname + search)}`}
    />
  );
}

/** The nearest list that an address stands under, if there is one. */
function listAbove(pages: object, address: string): string | undefined {
  const above = address.slice(0, address.lastIndexOf('/'));
  const page = above.slice('/desk'.length);
  if (page === '') return undefined;
  return page in pages ? above : listAbove(pages, above);
}
