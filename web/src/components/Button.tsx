import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';

export type Look = 'primary' | 'secondary' | 'quiet';

/** The class of a link that looks like a button (for router links). */
export function buttonClass(look: Look, wide = false): string {
  return [styles.button, styles[look], wide ? styles.wide : ''].filter(Boolean).join(' ');
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  wide?: boolean;
}

export function Button({ look = 'primary', wide, className, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      className={[buttonClass(look, wide), className].filter(Boolean).join(' ')}
      {...rest}
    />
  );
}

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  look?: Look;
  wide?: boolean;
  href: string;
}

/** A plain link, for leaving one face for another. */
export function ButtonLink({ look = 'secondary', wide, className, ...rest }: LinkProps) {
  return <a className={[buttonClass(look, wide), className].filter(Boolean).join(' ')} {...rest} />;
}
