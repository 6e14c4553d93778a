import { useEffect, useState } from 'react';

const KEY = 'yikou.type';

function remembered(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEY) === 'large';
  } catch {
    return false;
  }
}

/** The large-type switch, remembered on this device where the browser allows it. */
export function useLargeType(): [large: boolean, toggle: () => void] {
  const [large, setLarge] = useState(remembered);
  useEffect(() => {
    document.documentElement.dataset.type = large ? 'large' : 'normal';
  }, [large]);
  const toggle = () => {
    setLarge(!large);
    try {
      globalThis.localStorage?.setItem(KEY, large ? 'normal' : 'large');
    } catch {
      // Private windows may forbid storage; the switch still works on this page.
    }
  };
  return [large, toggle];
}
