import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The time in ms since the epoch, renewed every minute: “today” and “3 minutes ago” become untrue by themselves. */
export function useNow(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
