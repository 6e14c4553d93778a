import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { SkeletonBlock } from '@/components/Skeleton';
import { formatDate } from '@/lib/date';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { DataTable } from '../list/DataTable';
import { Trouble } from '../Trouble';
import {
  closePost,
  type Department,
  networkQuery,
  type Post,
  postsQuery,
  servicesQuery,
  useChange,
} from './api';
import { PostForm } from './DepartmentForms';
import styles from './Org.module.css';

const day = (moment: string) => formatDate(moment.slice(0, 10));

/** What is said of a department. */
export function DepartmentFacts({ department }: { department: Department }) {
  const level = String(department.level);
  const facts: Array<[string, string]> = [
    [to('org.division'), department.division?.label ?? ''],
    [to('org.level'), isLevel(level) ? to(`org.level.${level}`) : ''],
    [to('org.duty'), department.duty],
    [to('org.phone'), department.phone],
    [to('org.address'), department.address],
  ];
  return (
    <section className={styles.card} aria-label={to('org.facts')}>
      <h3>{to('org.facts')}</h3>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value || <span className={styles.note}>{to('org.none')}</span>}</dd>
          </div>
        ))}
      </dl>
      <Link to="/people" search={{ department: department.id }}>
        {to('people.ofDepartment')}
      </Link>
    </section>
  );
}

function isLevel(level: string): level is '1' | '2' | '3' | '4' | '5' | '6' {
  return /^[1-6]$/.test(level);
}

/** The posts of a department, and who holds them. */
export function PostsPart({ department }: { department: Department }) {
  const { data, error, refetch } = useQuery(postsQuery(department.id));
  const { message, modal } = App.useApp();
  const [form, setForm] = useState<Post | 'new' | null>(null);
  const closing = useChange(closePost);
  const may = (data?.can ?? []).includes('edit');
  const close = (post: Post) =>
    modal.confirm({
      title: to('post.close.title', { name: post.name }),
      content: to('post.close.text'),
      okText: to('org.close.do'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        closing
          .mutateAsync({ id: post.id, version: post.version })
          .then(() => message.success(to('post.closed', { name: post.name })))
          .catch((trouble) => message.error(describeProblem(trouble).text, 6)),
    });
  const others = data?.others ?? [];
  return (
    <section className={styles.card} aria-label={to('post.title')}>
      <div className={styles.head}>
        <h3>{to('post.title')}</h3>
        {may ? <Button onClick={() => setForm('new')}>{to('post.add')}</Button> : null}
      </div>
      <DataTable<Post>
        inline
        label={to('post.title')}
        rows={data ? (data.items ?? []) : undefined}
        rowKey={(row) => row.id}
        error={error}
        onRetry={() => void refetch()}
        empty={to('post.empty')}
        columns={[
          {
            key: 'name',
            title: to('post.name'),
            required: true,
            width: '8rem',
            render: (row) => row.name,
          },
          {
            key: 'headcount',
            title: to('post.headcount'),
            width: '5rem',
            render: (row) =>
              to('post.headcount.of', { held: row.holders?.length ?? 0, count: row.headcount }),
          },
          {
            key: 'holders',
            title: to('post.holders'),
            width: '8rem',
            render: (row) => <Names people={row.holders ?? []} none={to('post.vacant')} />,
          },
          { key: 'duty', title: to('org.duty'), width: '12rem', render: (row) => row.duty },
          ...(may
            ? [
                {
                  key: 'acts',
                  title: to('post.acts'),
                  width: '9rem',
                  render: (row: Post) => (
                    <span className={styles.acts}>
                      <Button
                        size="small"
                        aria-label={to('post.editOf', { name: row.name })}
                        onClick={() => setForm(row)}
                      >
                        {to('org.edit')}
                      </Button>
                      {row.holders?.length ? null : (
                        <Button
                          size="small"
                          danger
                          aria-label={to('post.closeOf', { name: row.name })}
                          onClick={() => close(row)}
                        >
                          {to('org.close')}
                        </Button>
                      )}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {others.length > 0 ? (
        <p>
          <span className={styles.note}>
            {to('post.others')}
            {td('word.colon')}
          </span>
          <Names people={others} none="" />
        </p>
      ) : null}
      {form ? (
        <PostForm
          department={department.id}
          post={form === 'new' ? undefined : form}
          onClose={() => setForm(null)}
        />
      ) : null}
    </section>
  );
}

function Names({ people, none }: { people: Array<{ id: string; name: string }>; none: string }) {
  if (people.length === 0) return <span className={styles.note}>{none}</span>;
  return (
    <>
      {people.map((one, at) => (
        <span key={one.id}>
          {at > 0 ? td('word.list') : ''}
          <Link to="/people/$id" params={{ id: one.id }}>
            {one.name}
          </Link>
        </span>
      ))}
    </>
  );
}

/** Who serves the place of a department, from above down to it, and what its people serve. */
export function NetworkPart({ department }: { department: Department }) {
  const path = useQuery(networkQuery(department.division?.code ?? ''));
  const own = useQuery(servicesQuery(department.id));
  const shown = own.data?.items?.length ?? 0;
  return (
    <section className={styles.card} aria-label={to('network.title')}>
      <h3>{to('network.title')}</h3>
      <p className={styles.note}>{to('network.path')}</p>
      {path.isPending ? <SkeletonBlock height="6rem" /> : null}
      {path.isError ? <Trouble error={path.error} onRetry={path.refetch} /> : null}
      <ol className={styles.path}>
        {(path.data?.items ?? []).map((place) => (
          <li key={place.division.id}>
            <strong>{place.division.name}</strong>
            {place.people?.length ? (
              <span>
                {place.people
                  .map((one) => `${to(`role.${one.role}`)} ${one.staff.name}`)
                  .join('、')}
              </span>
            ) : (
              <span className={styles.note}>{to('network.nobody')}</span>
            )}
          </li>
        ))}
      </ol>
      <h4>{to('network.list')}</h4>
      <DataTable
        inline
        label={to('network.list')}
        rows={own.data ? (own.data.items ?? []) : undefined}
        rowKey={(row) => row.id}
        error={own.error}
        onRetry={() => void own.refetch()}
        empty={to('network.empty')}
        columns={[
          {
            key: 'place',
            title: to('network.place'),
            required: true,
            width: '10rem',
            render: (row) => row.division.name,
          },
          {
            key: 'person',
            title: to('network.person'),
            width: '6rem',
            render: (row) => (
              <Link to="/people/$id" params={{ id: row.staff.id }}>
                {row.staff.name}
              </Link>
            ),
          },
          {
            key: 'role',
            title: to('network.role'),
            width: '7rem',
            render: (row) => to(`role.${row.role}`),
          },
          {
            key: 'from',
            title: to('network.from'),
            width: '8rem',
            render: (row) => day(row.from),
          },
        ]}
      />
      {own.data && own.data.total > shown ? (
        <p className={styles.note}>{to('network.more', { count: shown, total: own.data.total })}</p>
      ) : null}
    </section>
  );
}
