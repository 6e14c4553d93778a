import { App, Button, Drawer } from 'antd';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { CodeSelect } from '../list/CodeSelect';
import {
  addDepartment,
  addPost,
  changeDepartment,
  changePost,
  type Department,
  moveDepartment,
  type Post,
  useChange,
} from './api';
import styles from './Org.module.css';
import { DepartmentSelect } from './selects';
import { within } from './tree';

interface FormProps {
  /** The department to change; without one, a new department is made. */
  department?: Department | undefined;
  /** What a new department stands under. */
  parent?: Department | undefined;
  onClose: () => void;
  onDone: (id: string) => void;
}

const LEVELS = ['1', '2', '3', '4', '5', '6'] as const;

/** Makes a department, or changes what is said of one. */
export function DepartmentForm({ department, parent, onClose, onDone }: FormProps) {
  const { message } = App.useApp();
  const [form, setForm] = useState({
    code: '',
    name: department?.name ?? '',
    short_name: department?.short_name ?? '',
    division: department?.division?.code ?? parent?.division?.code ?? '',
    level: String(department?.level ?? 0),
    duty: department?.duty ?? '',
    phone: department?.phone ?? '',
    address: department?.address ?? '',
    position: department ? String(department.position) : '',
  });
  const saving = useChange(() => {
    const { code, level, position, ...facts } = form;
    const said = {
      ...facts,
      ...(level === '0' ? {} : { level: Number(level) }),
      ...(position === '' ? {} : { position: Number(position) }),
    };
    return department
      ? changeDepartment({ id: department.id, version: department.version, form: said })
      : addDepartment({ ...said, code, ...(parent ? { parent: parent.id } : {}) });
  });
  const set = (key: keyof typeof form) => (value: string) => setForm({ ...form, [key]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(undefined, {
      onSuccess: (saved) => {
        message.success(to(department ? 'org.saved' : 'org.added', { name: saved.name }));
        onDone(saved.id);
      },
    });
  };
  const text = (key: keyof typeof form, label: string, max: number, hint?: string) => (
    <Field label={label} hint={hint} error={fieldProblem(saving.error, key)}>
      {(control) => (
        <input
          {...control}
          value={form[key]}
          maxLength={max}
          onChange={(event) => set(key)(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <Drawer
      open
      size={480}
      title={to(department ? 'org.edit' : parent ? 'org.addChild' : 'org.add')}
      onClose={onClose}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        {parent ? (
          <p className={styles.note}>
            {to('org.parent')}
            {td('word.colon')}
            {parent.name}
          </p>
        ) : null}
        {department ? null : text('code', to('org.code'), 64, to('org.code.hint'))}
        {text('name', to('org.name'), 100)}
        {text('short_name', to('org.shortName'), 100, to('org.shortName.hint'))}
        <Field label={to('org.division')} error={fieldProblem(saving.error, 'division')}>
          {() => (
            <CodeSelect
              tree="division"
              label={to('org.division')}
              value={form.division || undefined}
              onChange={(code) => set('division')(code ?? '')}
            />
          )}
        </Field>
        <Field label={to('org.level')} error={fieldProblem(saving.error, 'level')}>
          {(control) => (
            <select
              {...control}
              value={form.level}
              onChange={(event) => set('level')(event.target.value)}
            >
              <option value="0">{to('org.level.auto')}</option>
              {LEVELS.map((level) => (
                <option key={level} value={level}>
                  {to(`org.level.${level}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {text('duty', to('org.duty'), 2000)}
        {text('phone', to('org.phone'), 200)}
        {text('address', to('org.address'), 200)}
        <Field
          label={to('org.position')}
          hint={to('org.position.hint')}
          error={fieldProblem(saving.error, 'position')}
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={form.position}
              maxLength={6}
              onChange={(event) => set('position')(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <ProblemNote error={saving.error} />
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {to('org.save')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}

interface MoveProps {
  department: Department;
  list: readonly Department[];
  onClose: () => void;
}

/** Puts a department with all below it under another. */
export function MoveForm({ department, list, onClose }: MoveProps) {
  const { message } = App.useApp();
  const [parent, setParent] = useState<string | undefined>(department.parent || undefined);
  const moving = useChange(moveDepartment);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    moving.mutate(
      { id: department.id, version: department.version, parent: parent ?? '' },
      {
        onSuccess: () => {
          message.success(to('org.moved', { name: department.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Drawer
      open
      size={480}
      title={to('org.move.title', { name: department.short_name })}
      onClose={onClose}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.note}>{to('org.move.lead')}</p>
        <DepartmentSelect
          label={to('org.parent')}
          value={parent}
          except={within(list, department.id)}
          onChange={setParent}
        />
        {parent ? null : <p className={styles.note}>{to('org.parent.none')}</p>}
        <ProblemNote error={moving.error} />
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={moving.isPending}>
            {to('org.move')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}

interface PostFormProps {
  department: string;
  /** The post to change; without one, a new post is made. */
  post?: Post | undefined;
  onClose: () => void;
}

/** Makes a post, or changes one. */
export function PostForm({ department, post, onClose }: PostFormProps) {
  const { message } = App.useApp();
  const [name, setName] = useState(post?.name ?? '');
  const [duty, setDuty] = useState(post?.duty ?? '');
  const [headcount, setHeadcount] = useState(String(post?.headcount ?? 1));
  const saving = useChange(() => {
    const form = { name, duty, headcount: Number(headcount) };
    return post
      ? changePost({ id: post.id, version: post.version, form })
      : addPost({ department, form });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(undefined, {
      onSuccess: () => {
        message.success(to('org.saved', { name }));
        onClose();
      },
    });
  };
  return (
    <Drawer open size={480} title={to(post ? 'post.edit' : 'post.add')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field label={to('post.name')} error={fieldProblem(saving.error, 'name')}>
          {(control) => (
            <input
              {...control}
              value={name}
              maxLength={50}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={to('org.duty')} error={fieldProblem(saving.error, 'duty')}>
          {(control) => (
            <input
              {...control}
              value={duty}
              maxLength={1000}
              onChange={(event) => setDuty(event.target.value)}
            />
          )}
        </Field>
        <Field label={to('post.headcount')} error={fieldProblem(saving.error, 'headcount')}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={headcount}
              maxLength={3}
              onChange={(event) => setHeadcount(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <ProblemNote error={saving.error} />
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {to('org.save')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}
