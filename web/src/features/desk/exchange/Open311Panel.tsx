import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { formatMoment } from '../time';
import { accessQuery, useDrawKey, useShutOpen311 } from './open311';
import styles from './Partners.module.css';

/** Whether a system reports and asks over Open311, and its key. */
export function Open311Panel({ id }: { id: string }) {
  const { data: access, error } = useQuery(accessQuery(id));
  const { message, modal } = App.useApp();
  const [drawn, setDrawn] = useState<string>();
  const draw = useDrawKey(id);
  const shut = useShutOpen311(id);
  const fail = (problem: Error) => void message.error(describeProblem(problem).text, 6);
  if (error) return <ProblemNote error={error} />;
  if (!access) return null;
  const take = () => draw.mutateAsync(access).then((made) => setDrawn(made.key), fail);
  const sure = (title: string, content: string, onOk: () => Promise<unknown>, danger = false) =>
    void modal.confirm({
      title,
      content,
      okText: title,
      okButtonProps: { danger },
      cancelText: td('act.cancel'),
      onOk,
    });

  return (
    <section className={styles.panel} aria-labelledby="open311">
      <h2 id="open311">{tx('open311.title')}</h2>
      <p>{tx('open311.lead')}</p>
      <dl className={styles.facts}>
        <dt>{tx('open311.state')}</dt>
        <dd>{access.on ? tx('open311.on') : tx('open311.off')}</dd>
        <dt>{tx('open311.url')}</dt>
        <dd>{new URL(access.url, window.location.origin).href}</dd>
        <dt>{tx('open311.public')}</dt>
        <dd>{access.public ? tx('open311.public.open') : tx('open311.public.closed')}</dd>
        {access.on && access.changed_at ? (
          <>
            <dt>{tx('open311.changed')}</dt>
            <dd>
              {tx('open311.changed.by', {
                at: formatMoment(access.changed_at),
                who: access.changed_by ?? '',
              })}
            </dd>
          </>
        ) : null}
        {access.old_until ? (
          <>
            <dt>{tx('open311.old')}</dt>
            <dd>{formatMoment(access.old_until)}</dd>
          </>
        ) : null}
      </dl>
      <div className={styles.acts}>
        {access.on ? (
          <>
            <Button
              onClick={() => sure(tx('open311.renew'), tx('open311.renew.text'), take)}
              loading={draw.isPending}
            >
              {tx('open311.renew')}
            </Button>
            <Button
              danger
              onClick={() =>
                sure(
                  tx('open311.shut'),
                  tx('open311.shut.text'),
                  () => shut.mutateAsync(access).catch(fail),
                  true,
                )
              }
            >
              {tx('open311.shut')}
            </Button>
          </>
        ) : (
          <Button onClick={() => void take()} loading={draw.isPending}>
            {tx('open311.open')}
          </Button>
        )}
      </div>
      {drawn ? (
        <Modal
          open
          title={tx('open311.key')}
          closable={false}
          footer={
            <Button type="primary" onClick={() => setDrawn(undefined)}>
              {tx('secret.done')}
            </Button>
          }
        >
          <p>{tx('open311.key.text')}</p>
          <p className={styles.secret}>{drawn}</p>
          {access.old_until ? <p>{tx('secret.old')}</p> : null}
        </Modal>
      ) : null}
    </section>
  );
}
