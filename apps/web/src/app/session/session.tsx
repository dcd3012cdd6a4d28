import { type Permission, type SessionView, sessionEndpoints } from '@gatehouse/contract';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { Failure, localFailure } from '../../ui/failure.js';
import { call } from '../api.js';
import { setSessionActive } from './sign-in-again.js';

/** Who is signed in: the account, what it may do, and the organisation it acts for. */
export type Session = SessionView;

/** The session as the query cache keeps it; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: [sessionEndpoints.session.path],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await call(sessionEndpoints.session, {});
      setSessionActive(true);
      return session;
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.problem.status === 401) return null;
      throw thrown;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Where somebody has to go before anything else: to choose a password of their own, then to set up their second factor. */
export function firstPlace(session: Session): '/account' | '/account/second-factor' | undefined {
  if (session.passwordIsOneTime) return '/account';
  return session.secondFactor === 'missing' ? '/account/second-factor' : undefined;
}

/** Whether the session carries a permission. */
export function may(session: Session, permission: Permission): boolean {
  return session.permissions.includes(permission);
}

/**
 * Guard of a route: `beforeLoad: permitted('inquiry:draft')`. The server decides; this only spares a person a page on which
 * nothing would work.
 */
export function permitted(permission: Permission) {
  return ({ context }: { context: { session: Session } }): void => {
    if (!may(context.session, permission)) throw localFailure('not-permitted');
  };
}

/** Who is signed in, for everything inside the shell. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of the page. Throws outside the shell, where there is none. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw localFailure('not-signed-in');
  return session;
}
