// The beginning: asks the server until it answers, then opens the page.

import { get } from "./net.js";

export let state;

export async function opened() {
  for (let delay = 1000; ; delay = Math.min(30000, delay * 2)) {
    try {
      return await get("/api/state");
    } catch (error) {
      const opening = document.getElementById("opening");
      if (error.told && opening) opening.textContent = error.told;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

opened().then((found) => {
  state = found;
  return import("./app.js");
});
