import { type RefObject, useEffect } from 'react';

/**
 * Marks a frame with `data-more` as long as what it holds goes on to the right of what
 * is seen, so that its look can say so: a bar to scroll by is not shown on a phone.
 * What it holds is anything that changes with it.
 */
export function useMore(frame: RefObject<HTMLElement | null>, holds: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another content may be wider
  useEffect(() => {
    const box = frame.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const look = () => {
      box.toggleAttribute('data-more', box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [holds]);
}
