import { staffRoute } from './routes/session';

/** Whether the server says that this person holds a permission. */
export function useCan(): (permission: string) => boolean {
  const { session } = staffRoute.useRouteContext();
  return (permission) => (session.can ?? []).includes(permission);
}
