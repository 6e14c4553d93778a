import { td } from '@/messages/desk';

export function DeskHome() {
  return <h1>{td('desk.title')}</h1>;
}
