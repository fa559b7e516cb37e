import { useEffect, useId, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

type Props = { title: string; open: boolean; onClose: () => void; children: ReactNode; wide?: boolean };

/** A dialog above the screen; focus stays inside and returns afterwards. */
export function Dialog({ title, open, onClose, children, wide = false }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onClose={onClose}
      className={`m-auto w-[calc(100%-2rem)] rounded-2xl border border-line bg-surface p-0 text-ink shadow-2xl backdrop:bg-black/50 ${wide ? 'max-w-3xl' : 'max-w-md'}`}
    >
      {open && (
        <div className="flex flex-col gap-4 p-5">
          <header className="flex items-start justify-between gap-3">
            <h2 id={id} className="text-base font-semibold">
              {title}
            </h2>
            <IconButton label={t('common.close')} onClick={onClose} className="-mt-1 -mr-1">
              <X aria-hidden size={17} />
            </IconButton>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
