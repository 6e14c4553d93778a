import { Button, Checkbox, Input, Tag } from 'antd';
import { useId, useState } from 'react';
import { Empty } from '@/components/Empty';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { tdr } from '@/messages/drafting';
import type { JsonObject } from '../editor/model';
import { useDraftFromText } from './api';
import styles from './DraftPanel.module.css';
import {
  type Accepted,
  accepted,
  atFirst,
  type Draft,
  type DraftClause,
  type Existing,
  everything,
  type Stretch,
  stretches,
  type Unit,
  units,
} from './draft';

/** The longest text that the server reads, in characters. */
const MAX_CHARACTERS = 20_000;

interface Props {
  /** What the text field holds at first: the paragraph chosen in the policy. */
  text?: string;
  /** What the definition has already: that is replaced only where somebody ticks it. */
  has?: Existing;
  /** Takes over what was ticked. Members that nothing was ticked for are left out. */
  onAccept: (accepted: Accepted) => void;
}

/** Reads a paragraph of a policy into clauses that a person confirms one by one. */
export function DraftPanel({ text: given = '', has = {}, onAccept }: Props) {
  const [text, setText] = useState(given);
  const [read, setRead] = useState<{ text: string; draft: Draft }>();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const drafting = useDraftFromText();
  const count = Array.from(text).length;
  const start = () =>
    drafting.mutate(text, {
      onSuccess: (draft) => {
        setRead({ text, draft });
        setTicked(atFirst(draft, has));
      },
    });
  return (
    <section className={styles.panel} aria-label={tdr('draft.title')}>
      <p className={styles.lead}>{tdr('draft.lead')}</p>
      <Field
        label={tdr('draft.text')}
        hint={tdr('draft.text.hint')}
        error={count > MAX_CHARACTERS ? tdr('draft.text.tooLong', { count }) : undefined}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            variant="borderless"
            autoSize={{ minRows: 5, maxRows: 14 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.acts}>
        <Button
          type={read ? 'default' : 'primary'}
          disabled={text.trim() === '' || count > MAX_CHARACTERS}
          loading={drafting.isPending}
          onClick={start}
        >
          {tdr(read ? 'draft.again' : 'draft.read')}
        </Button>
      </div>
      {drafting.error ? <ProblemNote error={drafting.error} /> : null}
      {read ? (
        <Reading
          text={read.text}
          draft={read.draft}
          has={has}
          ticked={ticked}
          onTick={setTicked}
          onAccept={() => onAccept(accepted(read.draft, ticked))}
        />
      ) : null}
    </section>
  );
}

interface ReadingProps {
  text: string;
  draft: Draft;
  has: Existing;
  ticked: ReadonlySet<string>;
  onTick: (ticked: ReadonlySet<string>) => void;
  onAccept: () => void;
}

function Reading({ text, draft, has, ticked, onTick, onAccept }: ReadingProps) {
  const unread = draft.unread ?? [];
  const all = everything(draft);
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(ticked);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onTick(next);
  };
  const tick = { ticked, toggle };
  return (
    <>
      <MarkedText parts={stretches(text, draft)} />
      {all.size === 0 ? (
        <Empty title={tdr('draft.none')} text={tdr('draft.none.text')} />
      ) : (
        <>
          <Clauses draft={draft} tick={tick} onTick={onTick} all={everything(draft, has)} />
          <Given draft={draft} has={has} tick={tick} />
        </>
      )}
      {unread.length > 0 ? (
        <div className={styles.unread}>
          <h3>{tdr('draft.unread', { count: unread.length })}</h3>
          <p>{tdr('draft.unread.lead')}</p>
          <ul>
            {unread.map((u) => (
              <li key={u.from}>{u.quote}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {all.size > 0 ? (
        <div className={styles.acts}>
          <Button type="primary" disabled={ticked.size === 0} onClick={onAccept}>
            {tdr('draft.accept', { count: ticked.size })}
          </Button>
          <span className={styles.note}>{tdr('draft.accept.lead')}</span>
        </div>
      ) : null}
    </>
  );
}

const MARKS = {
  high: styles.sure,
  given: styles.sure,
  low: styles.low,
  unread: styles.missed,
} as const;

function MarkedText({ parts }: { parts: Stretch[] }) {
  const id = useId();
  return (
    <div>
      <h3 id={id}>{tdr('draft.marked')}</h3>
      <p className={styles.legend}>
        <mark className={styles.sure}>{tdr('draft.legend.sure')}</mark>
        <mark className={styles.low}>{tdr('draft.legend.low')}</mark>
        <mark className={styles.missed}>{tdr('draft.legend.unread')}</mark>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
      <section className={styles.source} aria-labelledby={id} tabIndex={0}>
        {parts.map((part) =>
          part.mark ? (
            <mark key={part.from} className={MARKS[part.mark.sure]}>
              {part.text}
            </mark>
          ) : (
            <span key={part.from}>{part.text}</span>
          ),
        )}
      </section>
    </div>
  );
}

interface Tick {
  ticked: ReadonlySet<string>;
  toggle: (ids: readonly string[], on: boolean) => void;
}

interface ClausesProps {
  draft: Draft;
  tick: Tick;
  all: ReadonlySet<string>;
  onTick: (ticked: ReadonlySet<string>) => void;
}

/** The clauses in the order of the text, those that stand or fall together in one group. */
function Clauses({ draft, tick, all, onTick }: ClausesProps) {
  const clauses = new Map((draft.clauses ?? []).map((clause) => [clause.id, clause]));
  const groups = units(draft.when as JsonObject | undefined);
  const count = groups.reduce((sum, unit) => sum + unit.ids.length, 0);
  if (count === 0) return null;
  return (
    <div>
      <div className={styles.head}>
        <h3>{tdr('draft.clauses', { count })}</h3>
        <span className={styles.acts}>
          <Button size="small" onClick={() => onTick(all)}>
            {tdr('draft.all')}
          </Button>
          <Button size="small" onClick={() => onTick(new Set())}>
            {tdr('draft.nothing')}
          </Button>
        </span>
      </div>
      {groups.map((unit) => (
        <UnitItems
          key={unit.ids.join()}
          unit={unit}
          members={unit.ids.map((id) => clauses.get(id)).filter((c) => c !== undefined)}
          tick={tick}
        />
      ))}
    </div>
  );
}

function unitWords({ k }: Unit): string {
  if (k === undefined) return tdr('draft.group.whole');
  return k === 1 ? tdr('draft.group.any') : tdr('draft.group.at_least', { k });
}

interface UnitItemsProps {
  unit: Unit;
  members: DraftClause[];
  tick: Tick;
}

function UnitItems({ unit, members, tick }: UnitItemsProps) {
  const [first] = members;
  if (first && members.length === 1) {
    return (
      <ul className={styles.list}>
        <Item
          id={first.id}
          tick={tick}
          words={first.words}
          quote={first.quote}
          note={noteOf(first)}
        />
      </ul>
    );
  }
  const words = unitWords(unit);
  return (
    <ul className={styles.group}>
      <li className={styles.groupHead}>
        <Checkbox
          aria-label={`${words}${tdr('word.colon')}${members.map((c) => c.words).join(tdr('word.and'))}`}
          checked={unit.ids.every((id) => tick.ticked.has(id))}
          onChange={(event) => tick.toggle(unit.ids, event.target.checked)}
        >
          {words}
        </Checkbox>
      </li>
      {members.map((clause) => (
        <li key={clause.id} className={styles.item}>
          <span className={styles.words}>{clause.words}</span>
          <Grounds quote={clause.quote} note={noteOf(clause)} />
        </li>
      ))}
      <li className={styles.note}>{tdr('draft.group.together')}</li>
    </ul>
  );
}

const noteOf = (clause: DraftClause) => (clause.sure === 'low' ? clause.note : '');

/** Amount, bonuses and time. */
function Given({ draft, has, tick }: { draft: Draft; has: Existing; tick: Tick }) {
  const { window: time } = draft;
  return (
    <ul className={styles.list}>
      {draft.benefit ? (
        <Item
          id="benefit"
          tick={tick}
          words={`${tdr('draft.benefit')}${tdr('word.colon')}${draft.benefit_words}`}
          quote={draft.benefit_quote?.quote ?? ''}
          note={draft.benefit_note}
          replaces={has.benefit ? tdr('draft.replaces.benefit') : ''}
        />
      ) : null}
      {(draft.bonus ?? []).map((bonus, index) => (
        <Item
          key={bonus.quote.from}
          id={`bonus-${index + 1}`}
          tick={tick}
          words={`${tdr('draft.bonus')}${tdr('word.colon')}${bonus.words}`}
          quote={bonus.quote.quote}
          note=""
        />
      ))}
      {time ? (
        <Item
          id="window"
          tick={tick}
          words={`${tdr('draft.window')}${tdr('word.colon')}${timeWords(time)}`}
          quote={draft.window_quote?.quote ?? ''}
          note=""
          replaces={has.window ? tdr('draft.replaces.window') : ''}
        />
      ) : null}
      {draft.delivery ? (
        <li className={styles.note}>{tdr(`draft.delivery.${draft.delivery}`)}</li>
      ) : null}
    </ul>
  );
}

function timeWords({ from = '', to = '' }: { from?: string; to?: string }): string {
  if (from && to) return tdr('draft.window.both', { from, to });
  return from ? tdr('draft.window.from', { from }) : tdr('draft.window.to', { to });
}

interface ItemProps {
  id: string;
  tick: Tick;
  words: string;
  quote: string;
  note: string;
  /** Says what taking it over would replace. */
  replaces?: string;
}

function Item({ id, tick, words, quote, note, replaces = '' }: ItemProps) {
  return (
    <li className={styles.item}>
      <Checkbox
        checked={tick.ticked.has(id)}
        onChange={(event) => tick.toggle([id], event.target.checked)}
      >
        <span className={styles.words}>{words}</span>
      </Checkbox>
      {replaces ? <p className={styles.guess}>{replaces}</p> : null}
      <Grounds quote={quote} note={note} />
    </li>
  );
}

/** What something rests on. */
function Grounds({ quote, note }: { quote: string; note: string }) {
  return (
    <>
      {note ? <Tag color="warning">{tdr('draft.low')}</Tag> : null}
      <p className={styles.quote}>{tdr('draft.quote', { quote })}</p>
      {note ? <p className={styles.guess}>{note}</p> : null}
    </>
  );
}
