import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { SkeletonBlock } from '@/components/Skeleton';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import { SearchInput } from '../list/SearchInput';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import { openCasesQuery, type Row, type Seen } from './api';
import { Refusal } from './Refusal';

/** What the dialog says of a case that can go into another one. */
export type Mergeable = Pick<
  Row,
  'id' | 'version' | 'number' | 'title' | 'enterprise' | 'state_label'
>;

interface Props {
  appeal: Seen & { number: string };
  /** Cases that are chosen from the start. */
  suggested?: readonly Mergeable[];
  onClose: () => void;
}

/** Makes other cases part of this one: chosen from the newest, or by number. */
export function MergeDialog({ appeal, suggested = [], onClose }: Props) {
  const [number, setNumber] = useState('');
  const [chosen, setChosen] = useState<readonly Mergeable[]>(suggested);
  const [tried, setTried] = useState(false);
  const open = useQuery(openCasesQuery(number));
  const doing = useActing(appeal, 'merge', onClose);
  const found = (open.data ?? []).filter((row) => row.id !== appeal.id);
  const first = [...suggested, ...chosen.filter((row) => !suggested.includes(row))];
  const rows = [...first, ...found.filter((row) => !first.some((one) => one.id === row.id))];
  const toggle = (row: Mergeable, on: boolean) =>
    setChosen((before) => (on ? [...before, row] : before.filter((one) => one.id !== row.id)));
  return (
    <FormDialog
      title={tq('merge.title', { number: appeal.number })}
      submit={tq('merge.submit', { count: chosen.length })}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (chosen.length > 0)
          doing.run({ others: chosen.map(({ id, version }) => ({ id, version })) });
      }}
    >
      <p>{tq('merge.text')}</p>
      <SearchInput
        label={tq('merge.search')}
        value={number}
        onSearch={(next) => setNumber(next ?? '')}
      />
      <fieldset className={styles.pick}>
        <legend>{tq('merge.choose')}</legend>
        {open.isPending ? <SkeletonBlock height="6rem" /> : null}
        {!open.isPending && rows.length === 0 ? <p>{tq('merge.none')}</p> : null}
        {rows.map((row) => (
          <Checkbox
            key={row.id}
            checked={chosen.some((one) => one.id === row.id)}
            onChange={(event) => toggle(row, event.target.checked)}
          >
            <span className="num">{row.number}</span> {row.title}
            <small className={styles.small}>
              {[row.enterprise, row.state_label].filter(Boolean).join(' · ')}
            </small>
          </Checkbox>
        ))}
      </fieldset>
      {tried && chosen.length === 0 ? <p className={styles.wrong}>{tq('merge.missing')}</p> : null}
      <Refusal error={doing.error ?? open.error} onReload={doing.reload} />
    </FormDialog>
  );
}
