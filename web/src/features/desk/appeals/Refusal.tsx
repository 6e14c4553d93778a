import { Button } from 'antd';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem, problemKind } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';

interface Props {
  error: unknown;
  /** The fields of the form that say themselves what is wrong with them. */
  fields?: readonly string[];
  /** Loads the case as it is now; what was typed stays. */
  onReload?: () => unknown;
}

/** Why an act was refused, where no field says it; a stale case can be loaded anew. */
export function Refusal({ error, fields = [], onReload }: Props) {
  if (fields.some((field) => fieldProblem(error, field))) return null;
  const stale = problemKind(error) === 'stale' && error;
  return (
    <>
      <ProblemNote error={error} />
      {stale && onReload ? (
        <Button onClick={() => void onReload()}>{tq('stale.reload')}</Button>
      ) : null}
    </>
  );
}
