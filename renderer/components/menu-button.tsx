import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ActionButton } from './action-button.tsx';

/** One line of a menu. */
export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly onChoose: () => void;
}

export interface MenuButtonProps {
  readonly label: string;
  /** What a screen reader says instead of a label that is only a sign. */
  readonly description?: string;
  readonly items: readonly MenuEntry[];
}

/** A button that opens a menu. */
export function MenuButton({ label, description, items }: MenuButtonProps): ReactNode {
  return (
    <MenuTrigger>
      <ActionButton {...(description === undefined ? {} : { 'aria-label': description })}>{label}</ActionButton>
      <Popover className="bb-popover">
        <Menu className="bb-menu" aria-label={description ?? label}>
          {items.map((item) => (
            <MenuItem key={item.key} id={item.key} className="bb-menu__item" onAction={item.onChoose}>
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
