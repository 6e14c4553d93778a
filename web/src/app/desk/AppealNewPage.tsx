import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App } from 'antd';
import { useRef, useState } from 'react';
import cards from '@/features/desk/appeals/Appeals.module.css';
import { Part, SimilarList } from '@/features/desk/appeals/Besides';
import { suggestQuery } from '@/features/desk/appeals/beside';
import { FirmPart } from '@/features/desk/appeals/FirmPart';
import { RecordedCard } from '@/features/desk/appeals/Recorded';
import { RecordForm } from '@/features/desk/appeals/RecordForm';
import {
  BLANK,
  fromKept,
  type Receipt,
  type Recorded,
  toKeep,
  toReport,
  useRecord,
} from '@/features/desk/appeals/record';
import { drawTicket } from '@/features/report/api';
import { FileBox } from '@/features/report/FileBox';
import { sessionDrafts } from '@/lib/draft';
import { ApiError } from '@/lib/problem';
import { useNarrow } from '@/lib/useMedia';
import { usePageTitle } from '@/lib/usePageTitle';
import { useSettled } from '@/lib/useSettled';
import { tb } from '@/messages/appealBeside';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import { appealNewRoute } from './routes/appeal';
import { useCan } from './useCan';

/** What the server says of a form that was begun more than a day ago. */
const EXPIRED = 'appeal.ticket';

/** Writes down what somebody reports at the counter, on the phone or on a visit. */
export function AppealNewPage() {
  const heading = usePageTitle(tb('record.title'), td('desk.title'));
  const { session } = appealNewRoute.useRouteContext();
  const key = `appeal-record ${session.id ?? ''}`;
  const [receipt, setReceipt] = useState<Receipt>();
  const [round, setRound] = useState(0);
  return (
    <div className={cards.page}>
      <header className={cards.head}>
        <p className={cards.line}>
          <Link to="/appeals">{tq('title')}</Link>
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {tb('record.title')}
        </h1>
      </header>
      {receipt ? (
        <RecordedCard
          receipt={receipt}
          onAnother={() => {
            setReceipt(undefined);
            setRound(round + 1);
          }}
        />
      ) : (
        <Writing key={round} kept={key} onSent={setReceipt} />
      )}
    </div>
  );
}

interface Props {
  /** Where the form is kept until it is sent. */
  kept: string;
  onSent: (receipt: Receipt) => void;
}

function Writing({ kept, onSent }: Props) {
  const can = useCan();
  const { modal } = App.useApp();
  const [form, setForm] = useState(() => fromKept(sessionDrafts.load(kept)));
  const recording = useRecord();
  const [drawing, setDrawing] = useState<unknown>(null);
  const drawn = useRef<Promise<string> | undefined>(undefined);
  const subject = useSettled(form.text, 500);
  const similar = useQuery(suggestQuery({ text: subject, uscc: form.uscc, place: form.placeCode }));
  const change = (patch: Partial<Recorded>) =>
    setForm((before) => {
      const next = { ...before, ...patch };
      sessionDrafts.save(kept, toKeep(next));
      return next;
    });
  const ticket = () => {
    if (form.ticket) return Promise.resolve(form.ticket);
    drawn.current ??= drawTicket().then(
      (fresh) => {
        change({ ticket: fresh });
        return fresh;
      },
      (error) => {
        drawn.current = undefined;
        throw error;
      },
    );
    return drawn.current;
  };
  const send = async () => {
    setDrawing(null);
    try {
      const held = await ticket();
      recording.mutate(toReport(form, held), {
        onSuccess: (receipt) => {
          sessionDrafts.drop(kept);
          onSent(receipt);
        },
        onError: (error) => {
          // The photos are gone with their ticket; the words are not.
          if (!(error instanceof ApiError && error.code === EXPIRED)) return;
          drawn.current = undefined;
          change({ ticket: '', files: [] });
        },
      });
    } catch (error) {
      setDrawing(error);
    }
  };
  const clear = () =>
    modal.confirm({
      title: tb('record.clear.sure'),
      okText: tb('record.clear'),
      cancelText: td('act.cancel'),
      onOk: () => {
        sessionDrafts.drop(kept);
        drawn.current = undefined;
        recording.reset();
        setForm(BLANK);
      },
    });
  const narrow = useNarrow();
  const found = similar.data ?? [];
  const note =
    found.length > 0 ? (
      <p className={cards.aside} role="status">
        {tb('record.found', { count: found.length })}
      </p>
    ) : null;
  const firm =
    form.uscc && can('enterprise.read') ? (
      <FirmPart fresh uscc={form.uscc} policies={can('policy.read')} />
    ) : null;
  const alike =
    found.length > 0 || similar.error ? (
      <Part title={tb('similar.title')} none={tb('similar.none')} found={similar}>
        {(list) => <SimilarList fresh list={list} />}
      </Part>
    ) : null;
  return (
    <div className={cards.columns}>
      <RecordForm
        form={form}
        error={recording.error ?? drawing}
        pending={recording.isPending}
        spots={can('appeal.place.read')}
        files={
          <FileBox files={form.files} ticket={ticket} onChange={(files) => change({ files })} />
        }
        // On a phone what helps stands where it is needed, not below everything.
        firm={narrow ? firm : null}
        below={
          <>
            {note}
            {narrow ? alike : null}
          </>
        }
        onChange={change}
        onSend={() => void send()}
        onClear={clear}
      />
      {narrow ? null : (
        <div className={cards.stack}>
          {firm}
          {alike}
        </div>
      )}
    </div>
  );
}
