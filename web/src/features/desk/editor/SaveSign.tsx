import { Button } from 'antd';
import { ApiError, describeProblem } from '@/lib/problem';
import { te } from '@/messages/editor';
import styles from './Editor.module.css';
import type { Saving } from './useAutosave';

/** The hour and minute of a time, in China. */
const clock = (time: string) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(time));

/** What the server found wrong, without the places in the file, which nobody here has written. */
function reasons(error: unknown): string[] {
  const fields = error instanceof ApiError ? error.fields : [];
  const words = fields.map(({ message }) => message.slice(message.indexOf('\uff09\uff1a') + 1));
  return [...new Set(words.map((word) => word.replace(/^\uff1a/, '')))].slice(0, 3);
}

/** Whether what stands on the screen is on the server. */
export function SaveSign({ saving, unfinished }: { saving: Saving; unfinished: number }) {
  const { state, error, savedAt, save } = saving;
  if (state === 'failed') {
    const here = window.location.pathname + window.location.search;
    const notice = describeProblem(error);
    return (
      <span className={styles.failed} role="alert">
        {te('save.failed', { what: notice.title, why: notice.text })}
        {reasons(error).map((reason) => (
          <span key={reason} className={styles.reason}>
            {reason}
          </span>
        ))}
        {notice.remedy === 'login' ? (
          <Button type="link" size="small" href={`/desk/login?next=${encodeURIComponent(here)}`}>
            {te('save.login')}
          </Button>
        ) : (
          <Button type="link" size="small" onClick={() => void save()}>
            {te('save.again')}
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className={styles.saved} role="status">
      {state === 'saving' || state === 'changed'
        ? te(`save.${state}`)
        : te('save.saved', { at: clock(savedAt) })}
      {unfinished > 0 ? te('save.unfinished', { count: unfinished }) : ''}
    </span>
  );
}
