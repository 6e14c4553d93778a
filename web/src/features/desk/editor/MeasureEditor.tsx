import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import { te } from '@/messages/editor';
import { factKeysQuery } from '../registry/api';
import { Trouble } from '../Trouble';
import { draftQuery, type Held } from './api';
import { EditorFrame } from './EditorFrame';
import { type KeptDraft, kept, resume } from './kept';
import type { View } from './parts';
import { keysOf } from './vocabulary';

export interface EditorProps {
  id: string;
  view: View;
  onView: (view: View) => void;
  /** After the draft has been handed in. */
  onSubmitted: () => void;
}

/** The editor of one measure's draft, once everything it needs is there. */
export function MeasureEditor(props: EditorProps) {
  const { id } = props;
  const keys = useQuery(factKeysQuery);
  const draft = useQuery(draftQuery(id));
  const known = useMemo(() => keysOf(keys.data?.items ?? []), [keys.data]);
  if (draft.error) return <Trouble error={draft.error} onRetry={draft.refetch} />;
  if (keys.error) return <Trouble error={keys.error} onRetry={keys.refetch} />;
  if (!draft.data || !keys.data) return <SkeletonCards count={2} />;
  return <Opened key={id} {...props} held={draft.data} keys={known} />;
}

function Opened(props: EditorProps & { held: Held; keys: ReturnType<typeof keysOf> }) {
  // What the editor starts from is decided once: later answers of the server
  // come in through saving.
  const [start] = useState(() => {
    const before: KeptDraft | null = kept(props.id);
    return { held: props.held, pasted: before?.pasted ?? '', ...resume(before, props.held) };
  });
  if (!start.held.draft.can.includes('edit')) {
    return (
      <p role="status">
        {te(start.held.draft.state === 'in_review' ? 'closed.inReview' : 'closed.notYours')}
      </p>
    );
  }
  return <EditorFrame {...props} start={start} />;
}
