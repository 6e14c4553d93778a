import { ArrowLeftOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { SkeletonBlock } from '@/components/Skeleton';
import { PageHead } from '@/features/desk/list/ListPage';
import { closeDepartment, type Department, treeQuery, useChange } from '@/features/desk/org/api';
import { DepartmentForm, MoveForm } from '@/features/desk/org/DepartmentForms';
import { DepartmentFacts, NetworkPart, PostsPart } from '@/features/desk/org/DepartmentParts';
import { DepartmentTree } from '@/features/desk/org/DepartmentTree';
import styles from '@/features/desk/org/Org.module.css';
import { pathOf } from '@/features/desk/org/tree';
import { Trouble } from '@/features/desk/Trouble';
import { describeProblem } from '@/lib/problem';
import { useNarrow } from '@/lib/useMedia';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { orgRoute } from './routes/staff';

type Open =
  | { what: 'add'; parent?: Department }
  | { what: 'edit' | 'move'; department: Department };

/** The tree of departments, and the one that is open beside it. */
export function OrgPage() {
  const heading = usePageTitle(to('org.title'), td('desk.title'));
  const { department: chosen } = orgRoute.useSearch();
  const navigate = orgRoute.useNavigate();
  const { data, error, refetch } = useQuery(treeQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const narrow = useNarrow();
  const list = data?.items ?? [];
  const department = list.find((one) => one.id === chosen);
  const can = data?.can ?? [];
  const showTree = !narrow || !chosen;
  return (
    <div className={styles.page}>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {to('org.title')}
          </h1>
        }
      >
        {can.includes('add') ? (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setOpen({ what: 'add' })}>
            {to('org.add')}
          </Button>
        ) : null}
        {can.includes('import') ? (
          <Button
            icon={<ImportOutlined aria-hidden />}
            onClick={() => navigate({ to: '/org/import' })}
          >
            {to('org.import')}
          </Button>
        ) : null}
      </PageHead>
      {error && !data ? <Trouble error={error} onRetry={refetch} /> : null}
      {!data && !error ? <SkeletonBlock height="20rem" /> : null}
      {data && list.length === 0 ? (
        <Empty title={to('org.tree.empty')} text={to('org.tree.empty.text')} />
      ) : null}
      {list.length > 0 ? (
        <div className={styles.split}>
          {showTree ? <DepartmentTree list={list} chosen={chosen} /> : null}
          {department ? (
            <DepartmentPage department={department} list={list} narrow={narrow} onOpen={setOpen} />
          ) : showTree && narrow ? null : (
            <Empty title={to('org.choose')} text={to('org.choose.text')} />
          )}
        </div>
      ) : null}
      {open?.what === 'add' ? (
        <DepartmentForm
          parent={open.parent}
          onClose={() => setOpen(null)}
          onDone={(id) => {
            setOpen(null);
            void navigate({ search: { department: id } });
          }}
        />
      ) : null}
      {open?.what === 'edit' ? (
        <DepartmentForm
          department={open.department}
          onClose={() => setOpen(null)}
          onDone={() => setOpen(null)}
        />
      ) : null}
      {open?.what === 'move' ? (
        <MoveForm department={open.department} list={list} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

interface PageProps {
  department: Department;
  list: readonly Department[];
  narrow: boolean;
  onOpen: (open: Open) => void;
}

function DepartmentPage({ department, list, narrow, onOpen }: PageProps) {
  const { message, modal } = App.useApp();
  const navigate = orgRoute.useNavigate();
  const closing = useChange(closeDepartment);
  const can = department.can ?? [];
  const above = pathOf(list, department.id).slice(0, -1);
  const close = () =>
    modal.confirm({
      title: to('org.close.title', { name: department.name }),
      content: to('org.close.text'),
      okText: to('org.close.do'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        closing
          .mutateAsync({ id: department.id, version: department.version })
          .then(() => {
            message.success(to('org.closed', { name: department.name }), 6);
            void navigate({ search: {} });
          })
          .catch((trouble) => message.error(describeProblem(trouble).text, 6)),
    });
  return (
    <div className={styles.page}>
      {narrow ? (
        <Link to="/org" search={{}}>
          <ArrowLeftOutlined aria-hidden /> {to('org.tree.back')}
        </Link>
      ) : null}
      <div className={styles.head}>
        <div>
          {above.length > 0 ? (
            <p className={styles.note}>{above.map((one) => one.short_name).join(' › ')}</p>
          ) : null}
          <h2>{department.name}</h2>
        </div>
        <div className={styles.acts}>
          {can.includes('edit') ? (
            <Button onClick={() => onOpen({ what: 'edit', department })}>{to('org.edit')}</Button>
          ) : null}
          {can.includes('move') ? (
            <Button onClick={() => onOpen({ what: 'move', department })}>{to('org.move')}</Button>
          ) : null}
          {can.includes('add_child') ? (
            <Button onClick={() => onOpen({ what: 'add', parent: department })}>
              {to('org.addChild')}
            </Button>
          ) : null}
          {can.includes('close') ? (
            <Button danger onClick={close}>
              {to('org.close')}
            </Button>
          ) : null}
        </div>
      </div>
      <DepartmentFacts key={`facts ${department.id}`} department={department} />
      <PostsPart key={`posts ${department.id}`} department={department} />
      <NetworkPart key={`network ${department.id}`} department={department} />
    </div>
  );
}
