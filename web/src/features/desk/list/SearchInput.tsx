import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { td } from '@/messages/desk';

interface Props {
  label: string;
  value: string;
  onSearch: (words: string | undefined) => void;
  className?: string | undefined;
}

/** Words to search a list by; sent on Enter or when the field is left. "/" leads to it. */
export function SearchInput({ label, value, onSearch, className }: Props) {
  const input = useRef<InputRef>(null);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const at = event.target as Element;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.closest('input, textarea, select, [contenteditable="true"]')) return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  const send = (words: string) => {
    if (words.trim() !== value) onSearch(words.trim() || undefined);
  };
  return (
    <Input
      ref={input}
      className={className ?? ''}
      type="search"
      enterKeyHint="search"
      aria-label={label}
      placeholder={label}
      title={td('list.search.hint')}
      prefix={<SearchOutlined aria-hidden />}
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={td('list.search.clear')} /> }}
      maxLength={100}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        if (event.target.value === '') send('');
      }}
      onPressEnter={(event) => {
        // Inside a form, Enter searches and does not send the form.
        event.preventDefault();
        send(text);
      }}
      onBlur={() => send(text)}
    />
  );
}
