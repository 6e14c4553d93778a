import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { tp } from '@/messages/public';
import { type SuggestedTitle, suggestQuery } from './api';
import styles from './SearchBox.module.css';

interface Props {
  /** The words searched for now. */
  q: string;
  onSearch: (q: string) => void;
  /** A measure was chosen by its title. */
  onOpen: (id: string) => void;
}

/** Titles are asked for when nothing was typed for so long, in milliseconds. */
const PAUSE = 150;

/** The one search box: over titles and full texts, with titles to choose from while one types. */
export function SearchBox({ q, onSearch, onOpen }: Props) {
  const [text, setText] = useState(q);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => setText(q), [q]);
  const { data } = useQuery(suggestQuery(usePaused(open ? text.trim() : '')));
  const titles = open && text.trim() ? (data?.items ?? []) : [];
  const shown = titles.length > 0;

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function choose(title: SuggestedTitle) {
    close();
    input.current?.blur();
    if (title.id) {
      onOpen(title.id);
      return;
    }
    setText(title.title);
    onSearch(title.title);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = titles[active];
    if (chosen) {
      choose(chosen);
      return;
    }
    close();
    input.current?.blur();
    onSearch(text.trim());
  }

  function move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && shown) {
      event.preventDefault();
      close();
    } else if (step && shown) {
      event.preventDefault();
      // One place more than there are titles: the words themselves.
      const places = titles.length + 1;
      setActive((at) => ((at + 1 + step + places) % places) - 1);
    }
  }

  return (
    <search className={styles.search}>
      <form className={styles.form} onSubmit={submit}>
        <span className={styles.sign}>
          <Icon name="search" />
        </span>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={list}
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          name="q"
          className={styles.input}
          aria-label={tp('search.label')}
          placeholder={tp('search.placeholder')}
          autoComplete="off"
          inputMode="search"
          enterKeyHint="search"
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={move}
          onBlur={close}
        />
        {text ? (
          <button
            type="button"
            className={styles.clear}
            aria-label={tp('search.clear')}
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
          >
            <Icon name="cross" size="1.1em" />
          </button>
        ) : null}
        <Button type="submit" className={styles.submit}>
          {tp('search.submit')}
        </Button>
      </form>
      <div
        id={list}
        role="listbox"
        aria-label={tp('search.titles')}
        className={styles.titles}
        hidden={!shown}
      >
        {titles.map((title, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
          <div
            key={`${title.kind}-${title.id}-${title.title}`}
            id={`${list}-${at}`}
            role="option"
            aria-selected={at === active}
            className={styles.title}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(title)}
          >
            <span>
              {title.parts.map((part, n) =>
                part.hit ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
                  <b key={n}>{part.text}</b>
                ) : (
                  part.text
                ),
              )}
            </span>
            {title.kind === 'policy' ? (
              <span className={styles.kind}>{tp('search.policy')}</span>
            ) : null}
          </div>
        ))}
      </div>
      <p className="hidden" role="status">
        {open && text.trim() && data
          ? shown
            ? tp('search.titles.count', { count: titles.length })
            : tp('search.titles.none')
          : ''}
      </p>
    </search>
  );
}

/** What was typed, once nobody has typed for a moment. */
function usePaused(text: string) {
  const [paused, setPaused] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
