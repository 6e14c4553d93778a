import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { tp } from '@/messages/public';
import styles from './SearchBox.module.css';

interface Props {
  /** The words searched for now. */
  q: string;
  onSearch: (q: string) => void;
}

/** The one search box: over titles and full texts, words of two characters and more. */
export function SearchBox({ q, onSearch }: Props) {
  const [text, setText] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(q), [q]);

  function submit(event: FormEvent) {
    event.preventDefault();
    input.current?.blur();
    onSearch(text.trim());
  }

  return (
    <search>
      <form className={styles.form} onSubmit={submit}>
        <span className={styles.sign}>
          <Icon name="search" />
        </span>
        <input
          ref={input}
          type="search"
          name="q"
          className={styles.input}
          aria-label={tp('search.label')}
          placeholder={tp('search.placeholder')}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
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
    </search>
  );
}
