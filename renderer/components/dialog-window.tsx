import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface DialogWindowProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape, and every way out that decides nothing. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The safe button comes first and has the focus. */
  readonly buttons: ReactNode;
  readonly isAlert?: boolean;
}

/** A question over the window. The focus goes in, stays in, and comes back where it was. */
export function DialogWindow(props: DialogWindowProps): ReactNode {
  const { title, isOpen, onClose, children, buttons, isAlert = false } = props;
  return (
    <ModalOverlay className="bb-overlay" isOpen={isOpen} onOpenChange={(isStill) => isStill || onClose()}>
      <Modal className="bb-modal">
        <Dialog role={isAlert ? 'alertdialog' : 'dialog'} className="bb-dialog">
          <Heading slot="title" level={2} className="kern-heading-medium">
            {title}
          </Heading>
          <div className="bb-stack">{children}</div>
          <div className="bb-buttons">{buttons}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
