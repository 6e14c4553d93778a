import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { tm } from '@/messages/noticeDesk';
import { type Content, previewQuery, type Template } from './api';
import styles from './Notices.module.css';

/** How long nothing is typed before the preview follows, in milliseconds. */
const SETTLED_MS = 400;

/** Words as the server reads them once nobody types any more. */
export function usePreview(template: Template, content: Content) {
  const [settled, setSettled] = useState(content);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(content), SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [content]);
  const preview = useQuery({
    ...previewQuery(template, settled),
    placeholderData: keepPreviousData,
  });
  return { ...preview, behind: settled !== content || preview.isPlaceholderData };
}

interface Props {
  template: Template;
  preview: ReturnType<typeof usePreview>;
}

/** How a message would read, made of samples. */
export function TemplatePreview({ template, preview: { data, error, behind } }: Props) {
  return (
    <section className={styles.card} aria-label={tm('template.preview')} aria-busy={behind}>
      <h2>{tm('template.preview')}</h2>
      <p className={styles.small}>
        {behind ? tm('template.preview.wait') : tm('template.preview.hint')}
      </p>
      {error ? <p className={styles.message}>{tm('template.preview.bad')}</p> : null}
      {data && !error ? (
        <>
          <div className={styles.message}>
            {data.content.title ? <strong>{data.content.title}</strong> : null}
            {data.content.text ? <span>{data.content.text}</span> : null}
            {(data.content.fields ?? []).map((field) => (
              <span key={field.name}>{field.value}</span>
            ))}
          </div>
          {data.content.html ? (
            <iframe
              className={styles.frame}
              title={tm('template.preview.html')}
              sandbox=""
              srcDoc={data.content.html}
            />
          ) : null}
          {template.channel === 'sms' ? (
            <p className={styles.small}>{tm('template.segments', { count: data.segments })}</p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
