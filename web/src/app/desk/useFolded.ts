import { useState } from 'react';

const KEY = 'yikou.desk.folded';

function remembered(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

/** Whether the navigation is folded, remembered on this device where the browser allows it. */
export function useFolded(): [folded: boolean, fold: (folded: boolean) => void] {
  const [folded, setFolded] = useState(remembered);
  const fold = (next: boolean) => {
    setFolded(next);
    try {
      globalThis.localStorage?.setItem(KEY, next ? 'yes' : 'no');
    } catch {
      // Private windows may forbid storage; the choice then lasts for this page.
    }
  };
  return [folded, fold];
}
