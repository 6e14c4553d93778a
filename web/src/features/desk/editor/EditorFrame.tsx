import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Segmented } from 'antd';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { useMedia } from '@/lib/useMedia';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { te } from '@/messages/editor';
import { StateMark } from '../StateMark';
import { type Gap, type Held, policyQuery, submitDraft } from './api';
import { BenefitForm } from './BenefitForm';
import { BonusList } from './BonusList';
import { ConditionBuilder } from './ConditionBuilder';
import { ConflictDialog } from './ConflictDialog';
import { EditorProvider } from './context';
import { type Doc, readDoc, same, unfinishedParts, writeDoc, writeWhole } from './document';
import styles from './Editor.module.css';
import { GuideForm } from './GuideForm';
import { keep } from './kept';
import type { EditorProps } from './MeasureEditor';
import { change, freshId, idsOf, insert, type JsonObject, naming } from './model';
import { PolicySelect } from './PolicySelect';
import { keptMembers, placeOfGap, VIEWS, type View } from './parts';
import { clauseOf, numberOf, quotesOf } from './quotes';
import { SaveSign } from './SaveSign';
import { ExamplePane, GapList, SentencePane } from './SidePanes';
import { TextPane } from './TextPane';
import { type Confirmed, existing, takeIn } from './takeIn';
import { type Conflict, useAutosave } from './useAutosave';
import { useHistory } from './useHistory';
import { useReading } from './useReading';
import type { Keys } from './vocabulary';

const DraftPanel = lazy(async () => ({
  default: (await import('../drafting/DraftPanel')).DraftPanel,
}));

const SimulationPanel = lazy(async () => ({
  default: (await import('../simulate/SimulationPanel')).SimulationPanel,
}));

interface Props extends EditorProps {
  keys: Keys;
  start: { held: Held; definition: JsonObject; conflict: Conflict | null; pasted: string };
}

/** The editor's screen: text, conditions, amounts, guide and trial around one definition. */
export function EditorFrame({ id, keys, start, view, onView, onSubmitted }: Props) {
  const wide = useMedia('(min-width: 68rem)');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const name = useRef(naming()).current;
  const { doc, edit, undo, redo, canUndo, canRedo } = useHistory(() =>
    readDoc(start.definition, name),
  );
  const [pasted, setPasted] = useState(start.pasted);
  const [open, setOpen] = useState('');
  /** The text that conditions are being read out of. */
  const [drafting, setDrafting] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const onMerged = useCallback(
    (definition: JsonObject) =>
      edit((now) => (same(writeDoc(now), definition) ? now : readDoc(definition, name))),
    [edit, name],
  );
  const base = useRef(start.held.definition);
  const definition = useMemo(() => writeWhole(doc, base.current, keys), [doc, keys]);
  const saving = useAutosave({
    id,
    start: start.held,
    definition,
    onMerged,
    startConflict: start.conflict,
  });
  base.current = saving.server.definition;
  useKept(id, doc, pasted, saving.server);
  useEffect(() => {
    if (!saving.pending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [saving.pending]);

  const { reading, error, behind } = useReading(doc, keys);
  const words = useMemo(
    () => new Map((reading?.clauses ?? []).map((clause) => [clause.id, clause.words])),
    [reading],
  );
  const unfinished = unfinishedParts(doc, keys);
  // What is tried out: all that is finished, whether saved or not.
  const tried = useMemo(() => JSON.stringify(definition), [definition]);
  const waiting = Object.values(unfinished).reduce((sum, count) => sum + count, 0);
  const roots = useMemo(() => [doc.when, ...doc.bonus.map((one) => one.when)], [doc]);
  const quotes = useMemo(() => quotesOf(doc.when), [doc.when]);
  const policyId = typeof doc.page.policy === 'string' ? doc.page.policy : '';
  const policy = useQuery(policyQuery(policyId)).data;
  const title = String(doc.page.title ?? '');
  const heading = usePageTitle(title || te('title.none'), td('desk.title'));

  const context = {
    keys,
    name,
    words,
    open,
    onOpen: setOpen,
    newId: () => freshId(idsOf(roots)),
    takenIds: () => idsOf(roots),
    onFindQuote: () => onView('text'),
  };
  const show = (uid: string) => {
    setOpen(uid);
    onView('conditions');
  };
  const go = (gap: Gap) => {
    const { view: where, field } = placeOfGap(gap);
    const uid = gap.clause
      ? roots.map((root) => clauseOf(root, gap.clause ?? '')).find(Boolean)
      : '';
    const inBonus = uid !== '' && uid !== undefined && numberOf(doc.when, uid) === '';
    if (uid) setOpen(uid);
    onView(inBonus ? 'benefit' : where);
    if (field) setTimeout(() => focusOn(field));
  };
  const quoteCurrent = (quote: string) => {
    edit((now) => {
      const tie = (root: Doc['when']) =>
        change(root, open, (item) =>
          item.type === 'leaf' ? { ...item, json: { ...item.json, quote } } : item,
        );
      return {
        ...now,
        when: tie(now.when),
        bonus: now.bonus.map((one) => ({ ...one, when: tie(one.when) })),
      };
    });
    if (!wide) onView('conditions');
  };
  const newClause = (quote: string) => {
    const uid = name();
    const json = { id: context.newId(), quote };
    edit((now) => ({
      ...now,
      when: insert(now.when, now.when.uid, now.when.items.length, {
        type: 'leaf',
        uid,
        nots: 0,
        json,
      }),
    }));
    show(uid);
  };
  const confirm = (confirmed: Confirmed) => {
    edit((now) => takeIn(now, confirmed, name));
    setDrafting(null);
    onView('conditions');
  };
  const submit = async () => {
    setRefusal(null);
    setSending(true);
    try {
      if (!(await saving.save())) return;
      await submitDraft(id, saving.version());
      void queries.invalidateQueries({ queryKey: ['measure', id] });
      void queries.invalidateQueries({ queryKey: ['measures'] });
      void message.success(te('submit.done'));
      onSubmitted();
    } catch (problem) {
      setRefusal(problem);
    } finally {
      setSending(false);
    }
  };

  const current = open ? numberOf(doc.when, open) : '';
  const text = (
    <TextPane
      policyTitle={policy?.title ?? ''}
      policyText={policy?.text ?? ''}
      pasted={pasted}
      onPaste={setPasted}
      quotes={quotes}
      current={current}
      onQuote={quoteCurrent}
      onNewClause={newClause}
      onShowClause={show}
      onDraft={setDrafting}
    />
  );
  const sentence = (
    <SentencePane
      folding={!wide}
      reading={reading}
      error={error}
      behind={behind}
      unfinished={unfinished.when ?? 0}
    />
  );
  const panes: Record<View, ReactNode> = {
    text,
    conditions: (
      <ConditionBuilder
        label={te('view.conditions')}
        root={doc.when}
        onChange={(to, key) => edit((now) => ({ ...now, when: to(now.when) }), key)}
      />
    ),
    benefit: (
      <>
        <section className={styles.part} aria-label={te('view.benefit')}>
          <h2>{te('view.benefit')}</h2>
          <BenefitForm
            optional
            label={te('view.benefit')}
            value={doc.benefit}
            onChange={(benefit) => edit((now) => ({ ...now, benefit }), 'benefit')}
          />
          <ExamplePane benefit={doc.benefit} />
        </section>
        <BonusList doc={doc} onEdit={edit} />
      </>
    ),
    guide: (
      <>
        <GuideForm
          page={doc.page}
          policy={
            <PolicySelect
              value={policyId}
              onChange={(to) =>
                edit((now) => {
                  const { policy: _, ...page } = now.page;
                  return { ...now, page: to === undefined ? page : { ...page, policy: to } };
                })
              }
            />
          }
          onChange={(to, key) => edit((now) => ({ ...now, page: to(now.page) }), key)}
        />
        {keptMembers(doc.page).length > 0 ? (
          <p className={styles.kept}>
            {te('kept.members', { count: keptMembers(doc.page).length })}
          </p>
        ) : null}
      </>
    ),
    trial: (
      <Suspense fallback={<SkeletonBlock height="10rem" />}>
        <SimulationPanel
          definition={tried}
          {...(saving.server.draft.version > 1 ? { against: id } : {})}
        />
      </Suspense>
    ),
  };
  const views = wide ? (['conditions', 'benefit', 'guide'] as const) : VIEWS;
  const shown = wide && (view === 'text' || view === 'trial') ? 'conditions' : view;
  return (
    <EditorProvider value={context}>
      <div className={styles.editor}>
        <header className={styles.head}>
          <div className={styles.titles}>
            <h1 ref={heading} tabIndex={-1}>
              {title || te('title.none')}
            </h1>
            <StateMark state={saving.server.draft.state} word={saving.server.draft.state_label} />
            <span className={styles.version}>
              {te('version.no', { version: saving.server.draft.version })}
            </span>
          </div>
          <div className={styles.headActs}>
            {saving.state === 'failed' ? null : <SaveSign saving={saving} unfinished={waiting} />}
            <Button
              type="text"
              icon={<UndoOutlined aria-hidden />}
              aria-label={te('undo')}
              disabled={!canUndo}
              onClick={undo}
            />
            <Button
              type="text"
              icon={<RedoOutlined aria-hidden />}
              aria-label={te('redo')}
              disabled={!canRedo}
              onClick={redo}
            />
            <Button
              type="primary"
              loading={sending}
              disabled={waiting > 0}
              onClick={() => void submit()}
            >
              {te('submit')}
            </Button>
          </div>
          {saving.server.draft.returned ? (
            <p className={styles.returned}>
              {te('returned', { note: saving.server.draft.returned })}
            </p>
          ) : null}
          <GapList
            gaps={saving.gaps}
            nameOf={(clause) => numberOf(doc.when, clauseOf(doc.when, clause))}
            onGo={go}
          />
          {refusal ? <ProblemNote error={refusal} /> : null}
        </header>
        {saving.state === 'failed' ? (
          <div className={styles.alarm}>
            <SaveSign saving={saving} unfinished={waiting} />
          </div>
        ) : null}
        <div className={wide ? styles.columns : styles.single}>
          {wide ? (
            <aside className={styles.left} aria-label={te('view.text')}>
              <h2>{te('view.text')}</h2>
              {text}
            </aside>
          ) : null}
          <div className={styles.middle}>
            <nav className={styles.views} aria-label={te('views')}>
              <Segmented<View>
                block
                aria-label={te('views')}
                value={shown}
                options={views.map((one) => ({
                  value: one,
                  label: te(wide ? `view.${one}` : `view.short.${one}`),
                }))}
                onChange={onView}
              />
            </nav>
            {panes[shown]}
          </div>
          {wide ? (
            <aside className={styles.right} aria-label={te('view.result')}>
              {sentence}
              {panes.trial}
            </aside>
          ) : shown === 'conditions' || shown === 'benefit' ? (
            <div className={styles.below}>{sentence}</div>
          ) : null}
        </div>
      </div>
      <Drawer
        open={drafting !== null}
        size={720}
        title={te('text.draft')}
        onClose={() => setDrafting(null)}
        destroyOnHidden
      >
        {drafting === null ? null : (
          <Suspense fallback={<SkeletonBlock height="10rem" />}>
            <DraftPanel text={drafting} has={existing(doc)} onAccept={confirm} />
          </Suspense>
        )}
      </Drawer>
      {saving.conflict ? (
        <ConflictDialog conflict={saving.conflict} onResolve={saving.resolve} />
      ) : null}
    </EditorProvider>
  );
}

/** Keeps what has not been saved in this tab, for a reload or an expired session. */
function useKept(id: string, doc: Doc, pasted: string, server: Held) {
  useEffect(() => {
    keep(id, {
      definition: writeDoc(doc),
      base: server.definition,
      version: server.version,
      pasted,
    });
  }, [id, doc, pasted, server]);
}

function focusOn(id: string) {
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: 'center' });
  const inner = field?.matches('input, textarea, [tabindex]')
    ? field
    : field?.querySelector('input');
  (inner as HTMLElement | null | undefined)?.focus();
}
