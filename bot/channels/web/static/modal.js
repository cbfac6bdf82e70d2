// A question that must be answered first. Browsers before 2022 have no such window: there it lies over the page.

export function show(dialog) {
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
}

export function close(dialog, value) {
  if (dialog.close) {
    dialog.close(value);
    return;
  }
  dialog.removeAttribute("open");
  dialog.returnValue = value;
  dialog.onclose();
}
