import { useEffect, useRef } from 'react';

let firstPage = true;

/**
 * Names the page in the browser's title and, after a change of page, moves the
 * focus to its heading so that screen readers and keyboards start there. Put
 * the returned ref on an h1 with tabIndex -1.
 */
export function usePageTitle(title: string, suffix: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (title) document.title = `${title} - ${suffix}`;
  }, [title, suffix]);
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);
  return heading;
}
