import { useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { API_PREFIX } from '@/api/client';
import { guideQuery, usePrintGuide, useTurnGuide } from '@/features/desk/guides/api';
import { GuideDialog } from '@/features/desk/guides/GuideDialog';
import { GuideMeasures, GuidePrints, GuideScans } from '@/features/desk/guides/GuideParts';
import styles from '@/features/desk/guides/Guides.module.css';
import { PageHead } from '@/features/desk/list/ListPage';
import { StateMark } from '@/features/desk/StateMark';
import { formatMoment } from '@/features/desk/time';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tg } from '@/messages/guideDesk';
import { guideRoute } from './routes/policy';

/** One guide: its code, what it shows now, what was printed and how often it is scanned. */
export function GuidePage() {
  const { code } = guideRoute.useParams();
  const { data } = useSuspenseQuery(guideQuery(code));
  const guide = data.value;
  const heading = usePageTitle(guide.title, td('desk.title'));
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const turning = useTurnGuide(code, data.version);
  const printing = usePrintGuide(code);
  const can = (act: string) => guide.can.includes(act);
  const failed = (error: Error) => void message.error(describeProblem(error).text, 6);
  const turn = (act: 'close' | 'reopen') =>
    turning
      .mutateAsync(act)
      .then(
        () => void message.success(tg(act === 'close' ? 'guide.closed' : 'guide.opened')),
        failed,
      );
  const close = () =>
    modal.confirm({
      title: tg('guide.close.title'),
      content: tg('guide.close.text'),
      okText: tg('guide.close'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () => turn('close'),
    });
  const print = () =>
    printing.mutate(undefined, {
      onSuccess: ({ number }) => message.success(tg('guide.print.done', { number })),
      onError: failed,
    });
  return (
    <div className={styles.page}>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {guide.title}
          </h1>
        }
      >
        <Button href={`/q/${guide.code}`} target="_blank">
          {tg('guide.page')}
        </Button>
        {can('edit') ? <Button onClick={() => setEditing(true)}>{tg('guide.edit')}</Button> : null}
        {can('close') ? <Button onClick={close}>{tg('guide.close')}</Button> : null}
        {can('open') ? (
          <Button loading={turning.isPending} onClick={() => void turn('reopen')}>
            {tg('guide.open')}
          </Button>
        ) : null}
        {can('print') ? (
          <Button type="primary" loading={printing.isPending} onClick={print}>
            {tg('guide.print')}
          </Button>
        ) : null}
      </PageHead>
      <div className={styles.head}>
        <img
          src={`${API_PREFIX}/public/guides/${guide.code}/code`}
          alt={tg('guide.codeAlt')}
          width="128"
          height="128"
        />
        <dl className={styles.facts}>
          <dt>{tg('guide.whom')}</dt>
          <dd>{guide.whom}</dd>
          <dt>{tg('guide.code')}</dt>
          <dd>{guide.code}</dd>
          <dt>{tg('guide.state')}</dt>
          <dd>
            <StateMark
              state={guide.state === 'open' ? 'published' : 'withdrawn'}
              word={guide.state_label}
            />
          </dd>
          <dt>{tg('guide.changedAt')}</dt>
          <dd>
            {tg('guide.changed', { by: guide.changed_by, at: formatMoment(guide.changed_at) })}
          </dd>
        </dl>
      </div>
      <GuideMeasures guide={guide} />
      <GuidePrints guide={guide} />
      <GuideScans code={guide.code} />
      {editing ? (
        <GuideDialog
          guide={guide}
          version={data.version}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            void message.success(tg('form.saved'));
          }}
        />
      ) : null}
    </div>
  );
}
