import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useId, useMemo } from 'react';
import { body, client } from '@/api/client';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { clearable } from './clearable';
import { type CodeEntry, pathTo, type Tree } from './codes';

const childrenQuery = (tree: Tree, parent: string) =>
  queryOptions({
    queryKey: ['codes', tree, parent],
    queryFn: async (): Promise<CodeEntry[]> => {
      const params = { query: parent ? { parent } : {} };
      const page =
        tree === 'industry'
          ? await body(client.GET('/industries', { params }))
          : await body(client.GET('/divisions', { params }));
      return page.items ?? [];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Entries by the code of their parent. */
type Levels = Record<string, readonly CodeEntry[]>;

/** The levels of a tree that have been opened, as the select wants them: one flat list. */
interface TreeNode {
  id: string;
  pId: string;
  value: string;
  title: string;
  isLeaf: boolean;
}

interface Props {
  tree: Tree;
  label: string;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
  className?: string | undefined;
}

/** Chooses a branch of divisions or industries; each level is loaded when it is opened. */
export function CodeSelect({ tree, label, value, onChange, className }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const children = (parent: string) => queries.ensureQueryData(childrenQuery(tree, parent));
  const opened = useQuery({
    queryKey: ['codes', tree, 'opened'],
    queryFn: async () => ({ '': await children('') }) as Levels,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A link may name a branch whose levels have not been opened yet.
  const path = useQuery({
    queryKey: ['codes', tree, 'path', value ?? ''],
    queryFn: async () => {
      const levels: Levels = {};
      const entries = await pathTo(tree, value ?? '', async (parent) => {
        levels[parent] = await children(parent);
        return levels[parent];
      });
      return { levels, found: entries.length > 0 };
    },
    enabled: value !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const nodes = useMemo(() => {
    const known = flat({ ...opened.data, ...path.data?.levels });
    if (!value || known.some((node) => node.value === value)) return known;
    const title = path.isPending ? td('list.code.loading') : td('list.code.unknown');
    return [...known, { id: value, pId: '', value, title, isLeaf: true }];
  }, [opened.data, path.data, path.isPending, value]);
  return (
    <TreeSelect
      id={id}
      // The input says that it owns this; the library's own tree does not carry the id.
      popupRender={(menu) => <div id={`${id}_list`}>{menu}</div>}
      className={className ?? ''}
      aria-label={label}
      placeholder={label}
      allowClear={clearable}
      showSearch={false}
      treeDataSimpleMode
      treeData={nodes}
      status={opened.isError ? 'error' : ''}
      notFoundContent={opened.isError ? describeProblem(opened.error).text : td('list.none')}
      popupMatchSelectWidth={320}
      styles={{ popup: { root: { maxWidth: '94vw' } } }}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      loadData={async (node) => {
        const parent = String(node.value);
        const level = await children(parent);
        queries.setQueryData<Levels>(['codes', tree, 'opened'], (before) => ({
          ...before,
          [parent]: level,
        }));
      }}
    />
  );
}

/** Every level that has been opened, as one flat list. */
function flat(opened: Levels): TreeNode[] {
  return Object.entries(opened).flatMap(([parent, level]) =>
    level.map((entry) => ({
      id: entry.code,
      pId: parent,
      value: entry.code,
      title: entry.name,
      isLeaf: !entry.has_children,
    })),
  );
}
