// Builds elements. Data becomes text, never markup.

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((c) => c !== undefined && c !== ""));
  return element;
}

// Puts `children` where others were: Element.replaceChildren is too new for phones of 2020.
export function fill(element, ...children) {
  element.textContent = "";
  element.append(...children);
}

const PATHS = {
  send: "M3 11.5 21 3l-5.5 18-3.7-7.3z",
  camera: "M4 7h3.5L9 4.5h6L16.5 7H20a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 7z"
    + "M12 9.2a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.2l3.5 2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6",
  check: "m5 12.5 4.5 4.5L19 7.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  down: "M12 4v15m-6-6 6 6 6-6",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon ${name}`);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const hidden = (text) => el("span", { className: "hidden" }, text);

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
