import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { clearable } from '@/features/desk/list/clearable';
import {
  handOver,
  personQuery,
  type Receiver,
  receiversQuery,
  treeQuery,
  useChange,
  type WorkItem,
  workQuery,
} from '@/features/desk/org/api';
import styles from '@/features/desk/org/Org.module.css';
import {
  ableTo,
  type Choices,
  giveAll,
  KEEP,
  orderItems,
  type Summary,
  summarize,
  VACANT,
} from '@/features/desk/org/plan';
import { DepartmentSelect, PostSelect } from '@/features/desk/org/selects';
import { Trouble } from '@/features/desk/Trouble';
import { ApiError } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { wizardRoute } from './routes/staff';

/** Sees somebody off: what they hold, who takes it over, and the word that does it. */
export function HandoverWizard() {
  const { id } = wizardRoute.useParams();
  const { kind = 'leave' } = wizardRoute.useSearch();
  const { data: person } = useSuspenseQuery(personQuery(id));
  const heading = usePageTitle(to(`wizard.${kind}`, { name: person.name }), td('desk.title'));
  const work = useQuery(workQuery(id));
  const tree = useQuery({ ...treeQuery, enabled: kind === 'transfer' });
  const [choices, setChoices] = useState<Choices>({});
  const [known, setKnown] = useState<Readonly<Record<string, Receiver>>>({});
  const [department, setDepartment] = useState('');
  const [post, setPost] = useState<string | undefined>();
  const [note, setNote] = useState('');
  const doing = useChange(handOver);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const items = work.data?.items ?? [];
  const sum = summarize(items, choices);
  const ready = work.isSuccess && sum.missing === 0 && (kind === 'leave' || department !== '');

  const choose = (item: WorkItem, choice: string | undefined, receiver?: Receiver) => {
    const { [item.key]: _, ...others } = choices;
    setChoices(choice ? { ...others, [item.key]: choice } : others);
    if (receiver) setKnown({ ...known, [receiver.id]: receiver });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate(
      {
        kind,
        staff: id,
        ...(kind === 'transfer' ? { department, ...(post ? { post } : {}) } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
        items: orderItems(items, choices),
      },
      {
        onSuccess: (done) => {
          const words = { name: person.name, kind: to(`handover.${kind}`) };
          message.success(to('wizard.done', words), 6);
          void navigate({ to: '/handovers/$id', params: { id: done.id } });
        },
      },
    );
  };

  return (
    <form className={styles.page} onSubmit={submit} noValidate>
      <Link to="/people/$id" params={{ id }}>
        <ArrowLeftOutlined aria-hidden /> {person.name}
      </Link>
      <h1 ref={heading} tabIndex={-1}>
        {to(`wizard.${kind}`, { name: person.name })}
      </h1>
      {kind === 'transfer' ? (
        <section className={styles.card} aria-label={to('wizard.target')}>
          <h2>{to('wizard.target')}</h2>
          <DepartmentSelect
            label={to('person.dept.choose')}
            value={department || undefined}
            onChange={(next) => {
              setDepartment(next ?? '');
              setPost(undefined);
            }}
          />
          <PostSelect
            label={to('people.post.none')}
            department={department}
            value={post}
            onChange={setPost}
          />
        </section>
      ) : null}
      <section className={styles.card} aria-label={to('wizard.work')}>
        <h2>{to('wizard.work')}</h2>
        {work.isPending ? <SkeletonBlock height="8rem" /> : null}
        {work.isError ? <Trouble error={work.error} onRetry={work.refetch} /> : null}
        {work.isSuccess && items.length === 0 ? <p>{to('wizard.work.none')}</p> : null}
        {items.length > 0 ? (
          <>
            <p className={styles.note}>
              {to(kind === 'transfer' ? 'wizard.work.leadTransfer' : 'wizard.work.lead', {
                count: items.length,
              })}
            </p>
            <AllTo
              person={id}
              items={items}
              onAll={(receiver) => {
                setChoices(giveAll(items, choices, receiver));
                setKnown({ ...known, [receiver.id]: receiver });
              }}
            />
            {items.map((item) => (
              <div key={item.key} className={styles.work}>
                <span>{item.label}</span>
                <ReceiverSelect
                  person={id}
                  item={item}
                  keeps={kind === 'transfer' && item.kind !== 'org.main_post'}
                  value={choices[item.key]}
                  known={known}
                  onChoose={(choice, receiver) => choose(item, choice, receiver)}
                />
              </div>
            ))}
          </>
        ) : null}
      </section>
      <Field label={to('wizard.note')} hint={to('wizard.note.hint')}>
        {(control) => (
          <input
            {...control}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <section className={styles.card} aria-label={to('wizard.confirm')}>
        <h2>{to('wizard.confirm')}</h2>
        {sum.missing > 0 ? (
          <p>{to('wizard.missing', { count: sum.missing })}</p>
        ) : (
          <p className={styles.sentence}>
            {to(`wizard.sentence.${kind}`, {
              name: person.name,
              department: tree.data?.items?.find((one) => one.id === department)?.name ?? '…',
            })}
            {sentence(sum, known)}
            {kind === 'leave' ? to('wizard.sentence.final') : ''}
          </p>
        )}
        <ProblemNote error={doing.error} />
        <Left error={doing.error} />
        <div className={styles.acts}>
          <Button
            type="primary"
            danger={kind === 'leave'}
            htmlType="submit"
            disabled={!ready}
            loading={doing.isPending}
          >
            {to(`wizard.do.${kind}`)}
          </Button>
          <Button onClick={() => navigate({ to: '/people/$id', params: { id } })}>
            {td('act.cancel')}
          </Button>
        </div>
      </section>
    </form>
  );
}

/** What changes hands, in words that name how many. */
function sentence(sum: Summary, known: Readonly<Record<string, Receiver>>): string {
  const names = sum.receivers.map((id) => known[id]?.name ?? '').join(td('word.list'));
  const parts = [
    sum.given > 0
      ? to('wizard.sentence.given', { count: sum.given, people: sum.receivers.length, names })
      : '',
    sum.vacant > 0 ? to('wizard.sentence.vacant', { count: sum.vacant }) : '',
    sum.kept > 0 ? to('wizard.sentence.kept', { count: sum.kept }) : '',
  ].join('');
  return parts || to('wizard.sentence.nothing');
}

/** What the server still finds in the person's hands. */
function Left({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || error.fields.length === 0) return null;
  return (
    <ul>
      {error.fields.map((field) => (
        <li key={field.location}>{field.message}</li>
      ))}
    </ul>
  );
}

function useReceivers(person: string) {
  const [words, setWords] = useState('');
  const { data } = useQuery(receiversQuery(person, words.trim()));
  return { receivers: data?.items ?? [], search: { filterOption: false, onSearch: setWords } };
}

const named = (one: Receiver) => `${one.name}（${one.department.name}）`;

function AllTo({
  person,
  items,
  onAll,
}: {
  person: string;
  items: readonly WorkItem[];
  onAll: (receiver: Receiver) => void;
}) {
  const { receivers, search } = useReceivers(person);
  const able = receivers.filter((one) => (one.may ?? []).length === items.length);
  return (
    <div className={styles.work}>
      <span>
        <strong>{to('wizard.all')}</strong>{' '}
        <span className={styles.note}>{to('wizard.all.hint')}</span>
      </span>
      <Select
        aria-label={to('wizard.all')}
        placeholder={to('wizard.choose')}
        showSearch={search}
        popupMatchSelectWidth={false}
        notFoundContent={td('list.none')}
        value={null}
        options={able.map((one) => ({ value: one.id, label: named(one) }))}
        onChange={(id: string | null) => {
          const one = able.find((receiver) => receiver.id === id);
          if (one) onAll(one);
        }}
      />
    </div>
  );
}

interface SelectProps {
  person: string;
  item: WorkItem;
  /** Whether the person may take it along. */
  keeps: boolean;
  value: string | undefined;
  known: Readonly<Record<string, Receiver>>;
  onChoose: (choice: string | undefined, receiver?: Receiver) => void;
}

function ReceiverSelect({ person, item, keeps, value, known, onChoose }: SelectProps) {
  const { receivers, search } = useReceivers(person);
  const able = ableTo(receivers, item.key);
  const chosen = value ? known[value] : undefined;
  const listed = chosen && !able.includes(chosen) && !able.some((one) => one.id === chosen.id);
  const options = [
    ...(keeps ? [{ value: KEEP, label: to('wizard.keep') }] : []),
    ...(item.may_lapse ? [{ value: VACANT, label: to('wizard.vacant') }] : []),
    ...[...(listed ? [chosen] : []), ...able].map((one) => ({ value: one.id, label: named(one) })),
  ];
  return (
    <Select
      aria-label={to('wizard.receiverOf', { label: item.label })}
      placeholder={to('wizard.choose')}
      allowClear={clearable}
      showSearch={search}
      popupMatchSelectWidth={false}
      notFoundContent={td('list.none')}
      value={value ?? null}
      options={options}
      onChange={(next: string | null) =>
        onChoose(
          next ?? undefined,
          able.find((one) => one.id === next),
        )
      }
    />
  );
}
