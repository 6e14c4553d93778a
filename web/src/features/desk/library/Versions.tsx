import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { formatDate } from '@/lib/date';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';
import { formatMoment } from '../time';
import { policyVersionQuery, policyVersionsQuery } from './api';
import styles from './Upkeep.module.css';

interface Props {
  id: string;
  /** The newest version. */
  newest: number;
}

/** Reads what a policy said before. */
export function Versions({ id, newest }: Props) {
  const [open, setOpen] = useState(false);
  if (newest < 2) return null;
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {tk('versions.open')}
      </Button>
      <Modal
        open={open}
        title={tk('versions.title')}
        footer={null}
        width="48rem"
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Reading id={id} newest={newest} />
      </Modal>
    </>
  );
}

function Reading({ id, newest }: Props) {
  const [number, setNumber] = useState(newest - 1);
  const list = useQuery(policyVersionsQuery(id));
  const { data, error } = useQuery(policyVersionQuery(id, number));
  const facts: Array<[string, string]> = data
    ? [
        [tl('policy.number'), data.number],
        [tl('policy.issuers'), data.issuers.join('、')],
        [tl('policy.published'), data.published_on ? formatDate(data.published_on) : ''],
      ]
    : [];
  return (
    <div className={styles.reading}>
      <Select
        aria-label={tk('versions.which')}
        value={number}
        options={(list.data ?? []).map((one) => ({
          value: one.version,
          label: tk('versions.nth', {
            version: one.version,
            at: formatMoment(one.at),
            by: one.by,
          }),
        }))}
        onChange={setNumber}
      />
      <ProblemNote error={error ?? list.error} />
      {data ? (
        <article aria-label={data.title}>
          <h2>{data.title}</h2>
          <p className={styles.facts}>
            {facts
              .filter(([, value]) => value)
              .map(([label, value]) => `${label} ${value}`)
              .join(' · ')}
          </p>
          {data.nodes.map((node, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no name but its place
            <p key={at}>{[node.label, node.text].filter(Boolean).join(' ')}</p>
          ))}
        </article>
      ) : null}
    </div>
  );
}
