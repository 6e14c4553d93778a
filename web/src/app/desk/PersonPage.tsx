import { ArrowLeftOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/features/desk/list/DataTable';
import {
  endService,
  endTenure,
  type Handover,
  type Person,
  personQuery,
  type Service,
  type Tenure,
  useChange,
} from '@/features/desk/org/api';
import styles from '@/features/desk/org/Org.module.css';
import { AppointForm, AssignForm } from '@/features/desk/org/PersonForms';
import { StatusTag } from '@/features/desk/org/StatusTag';
import { formatMoment } from '@/features/desk/time';
import { chinaToday, formatDate } from '@/lib/date';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { personRoute } from './routes/staff';
import { useCan } from './useCan';

const day = (moment: string) => formatDate(chinaToday(new Date(moment)));
/** From when until when, in two lines where there is little room. */
function Period({ from, until }: { from: string; until: string | undefined }) {
  return (
    <>
      {day(from)} <wbr />— {until ? day(until) : to('network.now')}
    </>
  );
}

/** One person: what they hold, what they held, and what changed hands. */
export function PersonPage() {
  const { id } = personRoute.useParams();
  const { data: person } = useSuspenseQuery(personQuery(id));
  const heading = usePageTitle(person.name, td('desk.title'));
  const [form, setForm] = useState<'appoint' | 'assign' | null>(null);
  const navigate = useNavigate();
  const can = person.can ?? [];
  const seeOff = (kind: 'leave' | 'transfer') =>
    navigate({ to: '/people/$id/handover', params: { id }, search: { kind } });
  return (
    <div className={styles.page}>
      <Link to="/people">
        <ArrowLeftOutlined aria-hidden /> {to('person.back')}
      </Link>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {person.name} <StatusTag status={person.status} />
          </h1>
          <p className={styles.note}>
            {person.department.name} · {to('people.login')} {person.login}
          </p>
        </div>
        <div className={styles.acts}>
          {can.includes('edit') ? (
            <>
              <Button onClick={() => setForm('appoint')}>{to('person.appoint')}</Button>
              <Button onClick={() => setForm('assign')}>{to('person.assign')}</Button>
            </>
          ) : null}
          {can.includes('transfer') ? (
            <Button onClick={() => seeOff('transfer')}>{to('person.transfer')}</Button>
          ) : null}
          {can.includes('leave') ? (
            <Button danger onClick={() => seeOff('leave')}>
              {to('person.leave')}
            </Button>
          ) : null}
        </div>
      </div>
      <Tenures person={person} />
      <Services person={person} />
      <Handovers person={person} />
      {form === 'appoint' ? <AppointForm person={person} onClose={() => setForm(null)} /> : null}
      {form === 'assign' ? <AssignForm person={person} onClose={() => setForm(null)} /> : null}
    </div>
  );
}

/** A button that ends something, after a question. */
function End({ name, end }: { name: string; end: () => Promise<unknown> }) {
  const { message, modal } = App.useApp();
  const ask = () =>
    modal.confirm({
      title: to('person.end.title', { name }),
      content: to('person.end.text'),
      okText: to('person.end'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        end()
          .then(() => message.success(to('person.ended', { name })))
          .catch((trouble) => message.error(describeProblem(trouble).text, 6)),
    });
  return (
    <Button size="small" aria-label={to('person.endOf', { name })} onClick={ask}>
      {to('person.end')}
    </Button>
  );
}

function Tenures({ person }: { person: Person }) {
  const ending = useChange(endTenure);
  return (
    <section className={styles.card} aria-label={to('person.tenures')}>
      <h2>{to('person.tenures')}</h2>
      <DataTable<Tenure>
        inline
        label={to('person.tenures')}
        rows={person.tenures ?? []}
        rowKey={(row) => row.id}
        empty=""
        columns={[
          {
            key: 'dept',
            title: to('people.dept'),
            required: true,
            width: '8rem',
            render: (row) => row.department.name,
          },
          {
            key: 'post',
            title: to('people.post'),
            width: '8rem',
            render: (row) =>
              row.post?.name ?? <span className={styles.note}>{to('person.tenure.noPost')}</span>,
          },
          {
            key: 'kind',
            title: to('person.tenure.kind'),
            width: '4rem',
            render: (row) => to(`person.tenure.${row.kind}`),
          },
          {
            key: 'period',
            title: to('network.period'),
            width: '8rem',
            render: (row) => <Period from={row.from} until={row.until} />,
          },
          {
            key: 'acts',
            title: to('post.acts'),
            width: '5rem',
            render: (row) =>
              (row.can ?? []).includes('end') ? (
                <End name={row.post?.name ?? ''} end={() => ending.mutateAsync(row.id)} />
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function Services({ person }: { person: Person }) {
  const ending = useChange(endService);
  return (
    <section className={styles.card} aria-label={to('person.services')}>
      <h2>{to('person.services')}</h2>
      <DataTable<Service>
        inline
        label={to('person.services')}
        rows={person.services ?? []}
        rowKey={(row) => row.id}
        empty={to('person.services.empty')}
        columns={[
          {
            key: 'place',
            title: to('network.place'),
            required: true,
            width: '8rem',
            render: (row) => row.division.name,
          },
          {
            key: 'role',
            title: to('network.role'),
            width: '7rem',
            render: (row) => to(`role.${row.role}`),
          },
          {
            key: 'period',
            title: to('network.period'),
            width: '8rem',
            render: (row) => <Period from={row.from} until={row.until} />,
          },
          {
            key: 'acts',
            title: to('post.acts'),
            width: '5rem',
            render: (row) =>
              (row.can ?? []).includes('end') ? (
                <End name={row.division.name} end={() => ending.mutateAsync(row.id)} />
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function Handovers({ person }: { person: Person }) {
  const opens = useCan()('org.handover');
  const list = person.handovers ?? [];
  const what = (one: Handover) => `${one.staff.name} ${to(`handover.${one.kind}`)}`;
  return (
    <section className={styles.card} aria-label={to('person.handovers')}>
      <h2>{to('person.handovers')}</h2>
      {list.length === 0 ? (
        <p className={styles.note}>{to('person.handovers.empty')}</p>
      ) : (
        <ul className={styles.list}>
          {list.map((one) => {
            const gave = one.staff.id === person.id;
            const items = (one.items ?? []).filter((i) => gave || i.receiver?.id === person.id);
            return (
              <li key={one.id}>
                <strong>
                  {opens ? (
                    <Link
                      to="/handovers/$id"
                      params={{ id: one.id }}
                      aria-label={`${to('handover.open')}：${what(one)}`}
                    >
                      {what(one)}
                    </Link>
                  ) : (
                    what(one)
                  )}
                </strong>{' '}
                <span className={styles.note}>{formatMoment(one.at)}</span>
                {td('word.colon')}
                {to(gave ? 'handover.gave' : 'handover.received', { count: items.length })}
                <ul className={styles.items}>
                  {items.map((i) => (
                    <li key={`${i.kind} ${i.label}`}>
                      {gave ? `${i.label} → ${i.receiver?.name ?? to('handover.vacant')}` : i.label}
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
