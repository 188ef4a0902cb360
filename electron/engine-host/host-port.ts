import type { FromHost } from '#ipc/messages.ts';

/** The way to the process above. */
export interface HostPort {
  post(message: FromHost): void;
  /** Hears what comes, unread. */
  onMessage(listener: (message: unknown) => void): void;
  /** The process above is gone: nobody can be served any more. */
  onClose(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` that is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Finds the way in which this process was started: by Electron, or by Node. */
export function findHostPort(): HostPort {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes, not a window
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      // Electron ends its utility processes itself.
      onClose: () => {},
    };
  }
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}
