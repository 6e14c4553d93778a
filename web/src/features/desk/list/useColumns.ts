import { useState } from 'react';
import {
  type Choosable,
  type Chosen,
  keepChoice,
  loadChoice,
  shownColumns,
  toggled,
} from './columns';

/** The columns of a table as this person wants them. */
export function useColumns<C extends Choosable>(table: string, columns: readonly C[]) {
  const [chosen, setChosen] = useState<Chosen>(() => loadChoice(table, columns));
  const change = (next: Chosen) => {
    setChosen(next);
    keepChoice(table, next);
  };
  return {
    shown: shownColumns(columns, chosen),
    usual: chosen === null,
    toggle: (key: string) => change(toggled(columns, chosen, key)),
    reset: () => change(null),
  };
}
