import { App, Button, Drawer } from 'antd';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { CodeSelect } from '../list/CodeSelect';
import { addPerson, appoint, assign, type Person, type ServiceRole, useChange } from './api';
import styles from './Org.module.css';
import { DepartmentSelect, PostSelect } from './selects';

/** Takes somebody on; the account stays shut until a password is set for it. */
export function NewPerson({
  department: first,
  onClose,
  onDone,
}: {
  department: string | undefined;
  onClose: () => void;
  onDone: (id: string) => void;
}) {
  const { message } = App.useApp();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [department, setDepartment] = useState(first ?? '');
  const [post, setPost] = useState<string | undefined>();
  const adding = useChange(addPerson);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate(
      { login, name, department, ...(post ? { post } : {}) },
      {
        onSuccess: ({ id }) => {
          message.success(to('people.added', { name }));
          onDone(id);
        },
      },
    );
  };
  return (
    <Drawer open size={480} title={to('people.add')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.note}>{to('people.add.lead')}</p>
        <Field
          label={to('people.login')}
          hint={to('people.login.hint')}
          error={fieldProblem(adding.error, 'login')}
        >
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              value={login}
              maxLength={32}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label={to('people.name')} error={fieldProblem(adding.error, 'name')}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              value={name}
              maxLength={50}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
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
        <ProblemNote error={adding.error} />
        <div className={styles.acts}>
          <Button
            type="primary"
            htmlType="submit"
            loading={adding.isPending}
            disabled={!login || !name || !department}
          >
            {to('org.save')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}

/** Gives somebody a post. */
export function AppointForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { message } = App.useApp();
  const [department, setDepartment] = useState(person.department.id);
  const [post, setPost] = useState<string | undefined>();
  const appointing = useChange(appoint);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!post) return;
    appointing.mutate(
      { person: person.id, post },
      {
        onSuccess: () => {
          message.success(to('person.appointed', { name: person.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Drawer open size={480} title={to('person.appoint')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.note}>{to('person.appoint.lead')}</p>
        <DepartmentSelect
          label={to('person.dept.choose')}
          value={department || undefined}
          onChange={(next) => {
            setDepartment(next ?? '');
            setPost(undefined);
          }}
        />
        <PostSelect
          label={to('person.post.choose')}
          department={department}
          value={post}
          onChange={setPost}
        />
        <ProblemNote error={appointing.error} />
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" disabled={!post} loading={appointing.isPending}>
            {to('org.save')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}

const ROLES: readonly ServiceRole[] = ['grid_officer', 'specialist', 'chief'];

/** Makes somebody look after a place. */
export function AssignForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { message } = App.useApp();
  const [division, setDivision] = useState<string | undefined>(person.division.id || undefined);
  const [role, setRole] = useState<ServiceRole>('grid_officer');
  const assigning = useChange(assign);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!division) return;
    assigning.mutate(
      { staff: person.id, division, role },
      {
        onSuccess: () => {
          message.success(to('person.appointed', { name: person.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Drawer open size={480} title={to('person.assign')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.note}>{to('person.assign.lead')}</p>
        <CodeSelect
          tree="division"
          label={to('person.place')}
          value={division}
          onChange={setDivision}
        />
        <Field label={to('network.role')}>
          {(control) => (
            <select
              {...control}
              value={role}
              onChange={(event) => setRole(event.target.value as ServiceRole)}
            >
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {to(`role.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ProblemNote error={assigning.error} />
        <div className={styles.acts}>
          <Button
            type="primary"
            htmlType="submit"
            disabled={!division}
            loading={assigning.isPending}
          >
            {to('org.save')}
          </Button>
          <Button onClick={onClose}>{td('act.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}
