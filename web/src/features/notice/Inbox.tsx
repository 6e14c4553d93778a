import { useQuery } from '@tanstack/react-query';
import type { ReactNode, Ref } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ProblemNote } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { tn } from '@/messages/notice';
import { type InboxSearch, inboxQuery, type Notice, useRead, useReadAll } from './api';
import { moment } from './moment';
import styles from './Notice.module.css';

interface Props {
  heading: Ref<HTMLHeadingElement>;
  search: InboxSearch;
  /** Shows other notices; what is absent falls away. */
  onSearch: (search: InboxSearch) => void;
  /** The link to the settings, which each face draws for itself. */
  settings: ReactNode;
}

/** One's own notices, the newest first. */
export function Inbox({ heading, search, onSearch, settings }: Props) {
  const { data, error } = useQuery(inboxQuery(search));
  const all = useReadAll();
  const items = data?.items ?? [];
  const newest = items[0];
  return (
    <article className={styles.page}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {tn('inbox.title')}
        </h1>
        {settings}
      </div>
      <div className={styles.bar}>
        <fieldset className={styles.choice} aria-label={tn('inbox.filter')}>
          <Choice on={!search.unread} text={tn('inbox.all')} onChoose={() => onSearch({})} />
          <Choice
            on={search.unread === 'true'}
            text={tn('inbox.unread')}
            onChoose={() => onSearch({ unread: 'true' })}
          />
        </fieldset>
        <Button
          look="quiet"
          disabled={all.isPending || !newest || items.every((item) => item.read_at)}
          onClick={() => newest && all.mutate(newest.id)}
        >
          {all.isPending ? tn('inbox.reading') : tn('inbox.readAll')}
        </Button>
      </div>
      <ProblemNote error={error ?? all.error} />
      {data ? null : error ? null : <SkeletonCards count={3} />}
      {data && items.length === 0 ? (
        <Empty
          title={search.unread ? tn('inbox.emptyUnread') : tn('inbox.empty')}
          text={search.unread ? tn('inbox.emptyUnreadText') : tn('inbox.emptyText')}
        />
      ) : null}
      <ul className={styles.list} aria-label={tn('inbox.list')}>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {data && data.total > 0 ? (
        <div className={styles.pages}>
          <span>{tn('inbox.total', { count: data.total })}</span>
          {search.cursor ? (
            <Button
              look="secondary"
              onClick={() => onSearch(search.unread ? { unread: search.unread } : {})}
            >
              {tn('inbox.first')}
            </Button>
          ) : null}
          {data.next ? (
            <Button look="secondary" onClick={() => onSearch({ ...search, cursor: data.next })}>
              {tn('inbox.more')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </article>
  );
}

function Choice({ on, text, onChoose }: { on: boolean; text: string; onChoose: () => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={onChoose}>
      {text}
    </button>
  );
}

/** Only a page of this very instance is opened. */
const ownPage = (link: string) => link.startsWith('/') && !link.startsWith('//');

function Item({ item }: { item: Notice }) {
  const read = useRead();
  const fresh = !item.read_at;
  const go = () => window.location.assign(item.link);
  return (
    <li className={`${styles.item} ${fresh ? styles.fresh : ''}`}>
      <div className={styles.meta}>
        {fresh ? <span className={styles.new}>{tn('inbox.new')}</span> : null}
        <span>{item.group_label}</span>
        <time dateTime={item.at}>{moment(item.at)}</time>
        {item.times > 1 ? <span>{tn('inbox.times', { count: item.times })}</span> : null}
      </div>
      <h2>{item.title}</h2>
      <p className={styles.text}>{item.text}</p>
      <ProblemNote error={read.error} />
      <div className={styles.acts}>
        {ownPage(item.link) ? (
          <ButtonLink
            look="secondary"
            href={item.link}
            onClick={(event) => {
              if (!fresh || event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              read.mutate(item.id, { onSettled: go });
            }}
          >
            {tn('inbox.open')}
          </ButtonLink>
        ) : null}
        {fresh ? (
          <Button look="quiet" disabled={read.isPending} onClick={() => read.mutate(item.id)}>
            {tn('inbox.mark')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
