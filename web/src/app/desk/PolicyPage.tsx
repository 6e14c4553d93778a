import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { type Act, policyQuery, useDeletePolicy, useStepPolicy } from '@/features/desk/library/api';
import { Upkeep } from '@/features/desk/library/Upkeep';
import styles from '@/features/desk/library/Upkeep.module.css';
import { PolicyView } from '@/features/library/PolicyView';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';
import { policyRoute } from './routes/policy';

/** One policy: what it says, what it has to do with others, and what can be done with it. */
export function PolicyPage() {
  const { id } = policyRoute.useParams();
  const { data } = useSuspenseQuery(policyQuery(id));
  const policy = data.value;
  const heading = usePageTitle(policy.title, td('desk.title'));
  return (
    <PolicyView
      key={id}
      policy={policy}
      heading={heading}
      face="desk"
      link={(other, title) => (
        <Link to="/policies/$id" params={{ id: other }}>
          {title}
        </Link>
      )}
    >
      <Acts id={id} version={data.version} can={policy.can} state={policy.state} />
      <Upkeep policy={policy} />
    </PolicyView>
  );
}

interface ActsProps {
  id: string;
  version: string;
  can: readonly string[];
  state: string;
}

function Acts({ id, version, can, state }: ActsProps) {
  const navigate = policyRoute.useNavigate();
  const { message, modal } = App.useApp();
  const step = useStepPolicy(id, version);
  const deleting = useDeletePolicy(id, version);
  const run = (act: Act) =>
    step.mutateAsync(act).then(
      () => void message.success(tk(`done.${act}`)),
      (error: Error) => void message.error(describeProblem(error).text, 6),
    );
  const ask = (act: 'publish' | 'withdraw') =>
    modal.confirm({
      title: tk(`ask.${act}.title`),
      content: tk(`ask.${act}.text`),
      okText: tk(`act.${act}`),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: act === 'withdraw' },
      onOk: () => run(act),
    });
  const remove = () =>
    modal.confirm({
      title: tk('ask.delete.title'),
      content: tk('ask.delete.text'),
      okText: tk('act.delete'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        deleting.mutateAsync().then(
          () => {
            void message.success(tk('done.delete'));
            void navigate({ to: '/policies' });
          },
          (error: Error) => void message.error(describeProblem(error).text, 6),
        ),
    });
  return (
    <div className={styles.acts}>
      {can.includes('publish') ? (
        <Button type="primary" onClick={() => ask('publish')}>
          {tk('act.publish')}
        </Button>
      ) : null}
      {can.includes('edit') ? (
        <Button onClick={() => void navigate({ to: '/policies/$id/edit', params: { id } })}>
          {tk('act.edit')}
        </Button>
      ) : null}
      {can.includes('review') ? (
        <Button loading={step.isPending} onClick={() => void run('review')}>
          {tk('act.review')}
        </Button>
      ) : null}
      {can.includes('withdraw') ? (
        <Button onClick={() => ask('withdraw')}>{tk('act.withdraw')}</Button>
      ) : null}
      {can.includes('delete') ? (
        <Button danger onClick={remove}>
          {tk('act.delete')}
        </Button>
      ) : null}
      {state === 'published' ? (
        <Button href={`/policies/${encodeURIComponent(id)}`} target="_blank">
          {tk('page.public')}
        </Button>
      ) : null}
      <Button type="link" onClick={() => void navigate({ to: '/policies' })}>
        {tl('policies.title')}
      </Button>
    </div>
  );
}
