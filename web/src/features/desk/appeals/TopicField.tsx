import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { Field } from '@/components/Field';
import { describeProblem } from '@/lib/problem';
import { ts } from '@/messages/sorting';
import { clearable } from '../list/clearable';
import styles from './Appeals.module.css';
import { choicesQuery, type Topic } from './api';

interface Props {
  value: string;
  /** What the case calls its topic, shown for a code of another list. */
  known?: string | undefined;
  onChange: (code: string) => void;
  error?: string | undefined;
}

/** A topic of three levels, found by words of any of them. */
export function TopicField({ value, known, onChange, error }: Props) {
  const choices = useQuery(choicesQuery);
  const nodes = useMemo(() => {
    const list = nodesOf(choices.data?.topics ?? []);
    if (!value || list.some((node) => node.value === value)) return list;
    const title = known || value;
    return [...list, { id: value, pId: '', value, title, path: title }];
  }, [choices.data, value, known]);
  return (
    <Field label={ts('topic')} error={error}>
      {({ id, ...control }) => (
        <TreeSelect
          id={id}
          {...control}
          // The input says that it owns this; the library's own tree does not carry the id.
          popupRender={(menu) => <div id={`${id}_list`}>{menu}</div>}
          className={styles.select ?? ''}
          variant="borderless"
          aria-label={ts('topic')}
          placeholder={ts('topic.choose')}
          allowClear={clearable}
          showSearch={{
            filterTreeNode: (words, node) => String(node.path).includes(words.trim()),
          }}
          treeDataSimpleMode
          treeData={nodes}
          treeNodeLabelProp="path"
          loading={choices.isPending}
          notFoundContent={choices.isError ? describeProblem(choices.error).text : ts('topic.none')}
          styles={{ popup: { root: { maxWidth: '94vw' } } }}
          value={value || null}
          onChange={(next) => onChange(next ?? '')}
        />
      )}
    </Field>
  );
}

/** The taxonomy as the select wants it: one flat list, each with its way down. */
function nodesOf(topics: readonly Topic[]) {
  const paths = new Map<string, string>();
  return topics.map(({ code, label, parent = '' }) => {
    const above = paths.get(parent);
    const path = above ? `${above} / ${label}` : label;
    paths.set(code, path);
    return { id: code, pId: parent, value: code, title: label, path };
  });
}
