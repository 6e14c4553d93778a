import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { to } from '@/messages/org';
import { clearable } from '../list/clearable';
import { postsQuery, treeQuery } from './api';

interface DepartmentProps {
  label: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  className?: string | undefined;
  /** Departments that may not be chosen. */
  except?: ReadonlySet<string>;
  id?: string;
}

/** Chooses a department by its name. */
export function DepartmentSelect({
  label,
  value,
  onChange,
  className,
  except,
  id,
}: DepartmentProps) {
  const tree = useQuery(treeQuery);
  const options = (tree.data?.items ?? [])
    .filter((one) => !except?.has(one.id))
    .map((one) => ({ value: one.id, label: one.name }));
  return (
    <Select
      {...(id ? { id } : {})}
      className={className ?? ''}
      aria-label={label}
      placeholder={label}
      allowClear={clearable}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      loading={tree.isPending}
      value={value ?? null}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

interface PostProps {
  label: string;
  department: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Chooses a post of a department that has room. */
export function PostSelect({ label, department, value, onChange }: PostProps) {
  const posts = useQuery({ ...postsQuery(department), enabled: department !== '' });
  const options = (posts.data?.items ?? []).map((one) => {
    const held = one.holders?.length ?? 0;
    const room = to('post.headcount.of', { held, count: one.headcount });
    return { value: one.id, label: `${one.name} ${room}`, disabled: held >= one.headcount };
  });
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear={clearable}
      disabled={department === ''}
      popupMatchSelectWidth={false}
      value={value ?? null}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
