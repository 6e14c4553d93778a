import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { te } from '@/messages/editor';
import { ListPage, PageHead } from '../list/ListPage';
import { useCreateMeasure } from './api';
import styles from './NewMeasure.module.css';

/** Names a new measure; everything else is written in the editor. */
export function NewMeasure({ onCreated }: { onCreated: (id: string) => void }) {
  const heading = usePageTitle(te('new.title'), td('desk.title'));
  const [title, setTitle] = useState('');
  const [wrong, setWrong] = useState('');
  const creating = useCreateMeasure();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {te('new.title')}
          </h1>
        }
      />
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() === '') return setWrong(te('new.name.wrong'));
          creating.mutate(
            { title: title.trim() },
            { onSuccess: (draft) => onCreated(draft.measure) },
          );
        }}
      >
        <p>{te('new.lead')}</p>
        <Field label={te('new.name')} hint={te('new.name.hint')} error={wrong || undefined}>
          {(control) => (
            <Input
              {...control}
              variant="borderless"
              maxLength={200}
              value={title}
              onChange={(event) => {
                setTitle(event.target.value);
                setWrong('');
              }}
            />
          )}
        </Field>
        <ProblemNote error={creating.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={creating.isPending}>
            {te('new.create')}
          </Button>
        </div>
      </form>
    </ListPage>
  );
}
