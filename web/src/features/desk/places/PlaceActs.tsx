import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { download } from '@/api/download';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { ts } from '@/messages/place';
import { type Place, useTurnPlace } from './api';
import styles from './Places.module.css';

/** What can be done with a place: change it, print its code, close or open it. */
export function PlaceActs({ place, onEdit }: { place: Place; onEdit: (place: Place) => void }) {
  const { message, modal } = App.useApp();
  const { name } = place;
  const failed = (error: Error) => void message.error(describeProblem(error).text, 6);
  const turning = useTurnPlace();
  const printing = useMutation({
    mutationFn: () => download(`/places/${place.code}/sheet`, {}),
    onError: failed,
  });
  const turn = (act: 'close' | 'reopen') =>
    turning
      .mutateAsync({ place, act })
      .then(
        () => void message.success(ts(act === 'close' ? 'place.closed' : 'place.opened')),
        failed,
      );
  const close = () =>
    modal.confirm({
      title: ts('place.close.title', { name }),
      content: ts('place.close.text'),
      okText: ts('place.close'),
      cancelText: td('act.cancel'),
      okButtonProps: { danger: true },
      onOk: () => turn('close'),
    });
  const can = (act: string) => place.can.includes(act);
  return (
    <span className={styles.acts}>
      {can('print') ? (
        <Button
          size="small"
          aria-label={ts('place.sheetOf', { name })}
          loading={printing.isPending}
          onClick={() => printing.mutate()}
        >
          {ts('place.sheet')}
        </Button>
      ) : null}
      {can('edit') ? (
        <Button
          size="small"
          aria-label={ts('place.editOf', { name })}
          onClick={() => onEdit(place)}
        >
          {ts('place.edit')}
        </Button>
      ) : null}
      {can('close') ? (
        <Button size="small" aria-label={ts('place.closeOf', { name })} onClick={close}>
          {ts('place.close')}
        </Button>
      ) : null}
      {can('open') ? (
        <Button
          size="small"
          aria-label={ts('place.openOf', { name })}
          onClick={() => void turn('reopen')}
        >
          {ts('place.open')}
        </Button>
      ) : null}
    </span>
  );
}
