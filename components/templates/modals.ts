/** The modal dialogs of the page's elements that are open, the innermost last: all outside that one is inert. */
const open = new Set<HTMLDialogElement>();

const watching = new Set<() => void>();

export function innermostModal(): HTMLDialogElement | undefined {
  return [...open].findLast((dialog) => dialog.open && dialog.isConnected);
}

/** Shows a dialog above everything. */
export function openModal(dialog: HTMLDialogElement): void {
  dialog.showModal();
  open.delete(dialog);
  open.add(dialog);
  for (const told of watching) told();
}

export function closeModal(dialog: HTMLDialogElement | null): void {
  dialog?.close();
  if (dialog && open.delete(dialog)) for (const told of watching) told();
}

/** Tells when another dialog has become the innermost one; answers how to end that. */
export function watchModals(told: () => void): () => void {
  watching.add(told);
  return () => watching.delete(told);
}
