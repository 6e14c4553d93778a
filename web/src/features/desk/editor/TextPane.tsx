import { Button, Input, Segmented } from 'antd';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { te } from '@/messages/editor';
import styles from './Editor.module.css';
import { paragraphsOf, type Quote, tiedTo } from './quotes';

interface Props {
  /** The text of the policy that the measure names. */
  policyTitle: string;
  policyText: string;
  pasted: string;
  onPaste: (text: string) => void;
  quotes: readonly Quote[];
  /** The number of the clause that is open, empty for none. */
  current: string;
  onQuote: (quote: string) => void;
  onNewClause: (quote: string) => void;
  onShowClause: (uid: string) => void;
  /** Reading clauses out of the text, where that is offered. */
  onDraft?: ((text: string) => void) | undefined;
}

type Which = 'policy' | 'pasted';

/** The text that a measure comes from, sentence by sentence; each can be tied to a clause. */
export function TextPane(props: Props) {
  const { policyTitle, policyText, pasted, onPaste, onDraft } = props;
  const id = useId();
  // Until somebody chooses, the policy's own text where there is one.
  const [which, setWhich] = useState<Which>('policy');
  const [writing, setWriting] = useState(pasted === '');
  const shown = which === 'policy' && policyText ? 'policy' : 'pasted';
  const text = shown === 'policy' ? policyText : pasted;
  return (
    <div className={styles.text}>
      {policyText ? (
        <Segmented<Which>
          block
          aria-label={te('text.which')}
          value={shown}
          options={[
            { value: 'policy', label: te('text.policy') },
            { value: 'pasted', label: te('text.pasted') },
          ]}
          onChange={setWhich}
        />
      ) : null}
      {shown === 'policy' ? <p className={styles.textTitle}>{policyTitle}</p> : null}
      {shown === 'pasted' && (writing || pasted === '') ? (
        <div className={styles.paste}>
          <label htmlFor={id}>{te('text.paste')}</label>
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 6, maxRows: 16 }}
            placeholder={te('text.paste.hint')}
            value={pasted}
            onChange={(event) => {
              setWriting(true);
              onPaste(event.target.value);
            }}
          />
          <p className={styles.help}>{te('text.paste.kept')}</p>
          <div className={styles.adds}>
            <Button disabled={pasted.trim() === ''} onClick={() => setWriting(false)}>
              {te('text.paste.done')}
            </Button>
            {onDraft ? (
              <Button
                type="primary"
                disabled={pasted.trim() === ''}
                onClick={() => {
                  setWriting(false);
                  onDraft(pasted);
                }}
              >
                {te('text.draft')}
              </Button>
            ) : null}
          </div>
        </div>
      ) : (
        <Sentences
          key={shown}
          {...props}
          text={text}
          onWrite={shown === 'pasted' ? () => setWriting(true) : undefined}
        />
      )}
    </div>
  );
}

/** A part of the text that was marked, and the paragraphs that it touches. */
interface Marked {
  text: string;
  paragraphs: readonly number[];
}

const NOTHING: Marked = { text: '', paragraphs: [] };

function Sentences({
  text,
  quotes,
  current,
  onQuote,
  onNewClause,
  onShowClause,
  onDraft,
  onWrite,
}: Props & { text: string; onWrite: (() => void) | undefined }) {
  const paragraphs = useMemo(() => paragraphsOf(text), [text]);
  const count = paragraphs.reduce((sum, one) => sum + one.length, 0);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState(-1);
  /** A part of the text that was marked with the mouse or a finger. */
  const [marked, setMarked] = useState<Marked>(NOTHING);
  const list = useRef<HTMLDivElement>(null);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('button[data-sentence]')[next]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const sentences = paragraphs.flat();
  const quote = marked.text || (sentences[chosen]?.text ?? '').trim();
  const picked = marked.text
    ? marked.paragraphs.map((i) => paragraphs[i] ?? [])
    : paragraphs.filter((paragraph) => paragraph.some((one) => one === sentences[chosen]));
  const part = picked.map((paragraph) => paragraph.map((one) => one.text).join('')).join('\n');
  const tied = chosen >= 0 ? tiedTo(quote, quotes) : [];
  const readMarked = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !list.current?.contains(selection.anchorNode)) {
      setMarked(NOTHING);
      return;
    }
    const range = selection.getRangeAt(0);
    const touched = [...list.current.querySelectorAll('p')].map((p) => range.intersectsNode(p));
    setMarked({
      text: selection.toString().trim(),
      paragraphs: touched.flatMap((is, i) => (is ? [i] : [])),
    });
  };
  let n = -1;
  return (
    <>
      <div className={styles.adds}>
        {onWrite ? (
          <Button size="small" onClick={onWrite}>
            {te('text.paste.edit')}
          </Button>
        ) : null}
        {onDraft ? (
          <Button size="small" type="primary" onClick={() => onDraft(part || text)}>
            {te(part ? 'text.draft.part' : 'text.draft')}
          </Button>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons in it */}
      <div
        ref={list}
        className={styles.sentences}
        onKeyDown={onKey}
        onMouseUp={readMarked}
        onTouchEnd={readMarked}
      >
        {paragraphs.map((paragraph) => (
          <p key={paragraph[0]?.from}>
            {paragraph.map((sentence) => {
              n += 1;
              const index = n;
              const clauses = tiedTo(sentence.text, quotes);
              return (
                <button
                  key={sentence.from}
                  type="button"
                  data-sentence
                  tabIndex={index === at ? 0 : -1}
                  aria-pressed={index === chosen}
                  className={`${styles.sentenceButton} ${clauses.length > 0 ? styles.marked : ''}`}
                  onFocus={() => setAt(index)}
                  onClick={() => {
                    setChosen(index === chosen ? -1 : index);
                    if (index !== chosen && clauses[0] && current === '') {
                      onShowClause(clauses[0].uid);
                    }
                  }}
                >
                  {sentence.text}
                  {clauses.length > 0 ? (
                    <span className={styles.refs}>
                      {te('text.refs', { numbers: clauses.map((one) => one.number).join('、') })}
                    </span>
                  ) : null}
                </button>
              );
            })}
          </p>
        ))}
      </div>
      {quote ? (
        <div className={styles.tie} role="status">
          <p className={styles.tieText}>{te('text.chosen', { quote: shorten(quote) })}</p>
          <div className={styles.adds}>
            {current ? (
              <Button size="small" type="primary" onClick={() => onQuote(quote)}>
                {te('text.tie', { number: current })}
              </Button>
            ) : null}
            <Button size="small" onClick={() => onNewClause(quote)}>
              {te('text.newClause')}
            </Button>
            {tied.map((one) => (
              <Button key={one.uid} size="small" type="link" onClick={() => onShowClause(one.uid)}>
                {te('text.show', { number: one.number })}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <p className={styles.help}>{te('text.lead')}</p>
      )}
    </>
  );
}

const SHOWN = 40;
const shorten = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
