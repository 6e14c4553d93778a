import {
  DownOutlined,
  EllipsisOutlined,
  LinkOutlined,
  PlusOutlined,
  UpOutlined,
} from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { te } from '@/messages/editor';
import { ClauseForm } from './ClauseForm';
import { itemLacks } from './check';
import { useEditor } from './context';
import styles from './Editor.module.css';
import {
  change,
  copyOf,
  fitting,
  type Group,
  type GroupKind,
  type Item,
  insert,
  type Leaf,
  type Move,
  move,
  moves,
  placeOf,
  remove,
} from './model';

interface Props {
  label: string;
  root: Group;
  onChange: (change: (root: Group) => Group, key?: string) => void;
}

/** Builds a condition out of clauses and groups. */
export function ConditionBuilder({ label, root, onChange }: Props) {
  return (
    <section className={styles.builder} aria-label={label}>
      <GroupBox root={root} group={root} number="" depth={0} onChange={onChange} />
    </section>
  );
}

interface ItemProps<T extends Item> extends Omit<Props, 'label'> {
  number: string;
  depth: number;
  item: T;
}

const KINDS: readonly GroupKind[] = ['all', 'any', 'at_least'];

function GroupBox({
  root,
  group,
  number,
  depth,
  onChange,
}: Omit<Props, 'label'> & { group: Group; number: string; depth: number }) {
  const { name, newId, onOpen } = useEditor();
  const set = (next: Partial<Group>) =>
    onChange((now) => change(now, group.uid, (item) => fitting({ ...(item as Group), ...next })));
  const add = (item: Item) => {
    onChange((now) => insert(now, group.uid, placeOfEnd(now, group.uid), item));
    onOpen(item.type === 'group' ? (item.items[0]?.uid ?? '') : item.uid);
  };
  const clause = (): Leaf => ({ type: 'leaf', uid: name(), nots: 0, json: { id: newId() } });
  const where = number === '' ? te('group.whole') : te('group.nth', { number });
  return (
    <div className={`${styles.group} ${depth > 0 ? styles.inner : ''}`} data-depth={depth % 4}>
      <div className={styles.groupHead}>
        {number === '' ? null : <span className={styles.number}>{number}</span>}
        <Select<GroupKind>
          className={styles.kind ?? ''}
          aria-label={te('group.kindOf', { where })}
          popupMatchSelectWidth={false}
          value={group.kind}
          options={KINDS.map((kind) => ({ value: kind, label: te(`group.${kind}`) }))}
          onChange={(kind) =>
            set({ kind, ...(kind === 'at_least' ? { k: Math.max(group.k, 1) } : {}) })
          }
        />
        {group.kind === 'at_least' ? (
          <Select<number>
            className={styles.k ?? ''}
            aria-label={te('group.countOf', { where })}
            value={group.k}
            options={Array.from({ length: Math.max(group.items.length, group.k) }, (_, n) => ({
              value: n + 1,
              label: te('group.count', { n: n + 1 }),
            }))}
            onChange={(k) => set({ k })}
          />
        ) : null}
        {group.nots > 0 ? (
          <Checkbox
            checked={group.nots % 2 === 1}
            onChange={(event) => set({ nots: group.nots + (event.target.checked ? 1 : -1) })}
          >
            {te('group.not')}
          </Checkbox>
        ) : null}
        {group.items.length > 0 ? (
          <Acts root={root} item={group} label={where} onChange={onChange} />
        ) : null}
      </div>
      {group.items.length === 0 ? (
        <p className={styles.nothing}>{te(depth === 0 ? 'group.start' : 'group.empty')}</p>
      ) : null}
      <ol className={styles.items}>
        {group.items.map((item, i) => {
          const at = number === '' ? String(i + 1) : `${number}.${i + 1}`;
          return (
            <li key={item.uid} className={styles.item}>
              {i > 0 ? (
                <span className={styles.join} aria-hidden>
                  {te(`group.join.${group.kind}`)}
                </span>
              ) : null}
              {item.type === 'group' ? (
                <GroupBox
                  root={root}
                  group={item}
                  number={at}
                  depth={depth + 1}
                  onChange={onChange}
                />
              ) : (
                <ClauseCard root={root} item={item} number={at} depth={depth} onChange={onChange} />
              )}
            </li>
          );
        })}
      </ol>
      <div className={styles.adds}>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(clause())}>
          {te('group.addClause')}
        </Button>
        <Button
          type="text"
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            add({
              type: 'group',
              uid: name(),
              nots: 0,
              kind: group.kind === 'any' ? 'all' : 'any',
              k: 1,
              items: [clause()],
            })
          }
        >
          {te('group.addGroup')}
        </Button>
      </div>
    </div>
  );
}

function placeOfEnd(root: Group, uid: string): number {
  if (root.uid === uid) return root.items.length;
  const place = placeOf(root, uid);
  const group = place?.group.items[place.index];
  return group?.type === 'group' ? group.items.length : 0;
}

function ClauseCard({ root, item, number, onChange }: ItemProps<Item>) {
  const { keys, words, open, onOpen } = useEditor();
  const card = useRef<HTMLDivElement>(null);
  const opened = open === item.uid;
  useEffect(() => {
    if (opened) card.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  if (item.type !== 'leaf') {
    return (
      <div className={styles.card}>
        <div className={styles.cardHead}>
          <span className={styles.number}>{number}</span>
          <span className={styles.kept}>{te('kept.item')}</span>
          <Acts root={root} item={item} label={te('clause.nth', { number })} onChange={onChange} />
        </div>
      </div>
    );
  }
  const lack = itemLacks(item, keys);
  const id = String(item.json.id ?? '');
  const said = lack ? te(`lack.${lack}`) : (words.get(id) ?? te('clause.reading'));
  const quoted = typeof item.json.quote === 'string' && item.json.quote !== '';
  return (
    <div
      ref={card}
      id={`clause-${item.uid}`}
      className={`${styles.card} ${opened ? styles.opened : ''}`}
    >
      <div className={styles.cardHead}>
        <span className={styles.number}>{number}</span>
        <button
          type="button"
          className={styles.sentence}
          aria-expanded={opened}
          onClick={() => onOpen(opened ? '' : item.uid)}
        >
          <span className={lack ? styles.lacking : undefined}>
            {item.nots % 2 === 1 ? (
              <strong className={styles.not}>{te('clause.notMark')}</strong>
            ) : null}
            {said}
          </span>
          <span className={styles.marks}>
            {item.json.role === 'discretion' ? (
              <span className={styles.human}>{te('clause.humanMark')}</span>
            ) : null}
            {quoted ? (
              <span className={styles.tied}>
                <LinkOutlined aria-hidden /> {te('clause.quoted')}
              </span>
            ) : (
              <span className={styles.untied}>{te('clause.unquoted')}</span>
            )}
          </span>
          <span className={styles.chevron} aria-hidden>
            {opened ? <UpOutlined /> : <DownOutlined />}
          </span>
        </button>
        <Acts root={root} item={item} label={te('clause.nth', { number })} onChange={onChange} />
      </div>
      {opened ? (
        <ClauseForm
          leaf={item}
          onChange={(next) => onChange((now) => change(now, item.uid, () => next), item.uid)}
        />
      ) : null}
    </div>
  );
}

function Acts({
  root,
  item,
  label,
  onChange,
}: Omit<Props, 'label'> & { item: Item; label: string }) {
  const { name, takenIds, onOpen } = useEditor();
  const can = moves(root, item.uid);
  const act = (what: string) => {
    if (what === 'turn') {
      return onChange((now) =>
        change(now, item.uid, (one) => ({
          ...one,
          nots: one.nots + (one.nots % 2 === 1 ? -1 : 1),
        })),
      );
    }
    if (what === 'remove') return onChange((now) => remove(now, item.uid));
    if (what === 'copy') {
      const again = copyOf(item, takenIds(), name);
      onChange((now) => {
        const place = placeOf(now, item.uid);
        return place ? insert(now, place.group.uid, place.index + 1, again) : now;
      });
      return onOpen(again.uid);
    }
    onChange((now) => move(now, item.uid, what as Move, name));
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...can.map((one) => ({ key: one, label: te(`move.${one}`) })),
          ...(item.type === 'group'
            ? [{ key: 'turn', label: te(item.nots % 2 === 1 ? 'group.turnBack' : 'group.turn') }]
            : []),
          ...(item === root
            ? []
            : [
                { key: 'copy', label: te('move.copy') },
                { type: 'divider' as const },
                { key: 'remove', label: te('move.remove'), danger: true },
              ]),
        ],
        onClick: ({ key }) => act(key),
      }}
    >
      <Button
        type="text"
        className={styles.acts ?? ''}
        icon={<EllipsisOutlined aria-hidden />}
        aria-label={te('move.of', { label })}
      />
    </Dropdown>
  );
}
