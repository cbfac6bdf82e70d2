// Keeps the page within what is seen. iOS lays its keyboard over the page instead of making it smaller.

export function keepInSight(settle) {
  const seen = window.visualViewport;
  if (!seen) return;
  const { style } = document.documentElement;
  const fit = () => {
    if (seen.scale > 1.05) return; // somebody looks closer: nothing may move under their fingers
    const covered = innerHeight - seen.height > 1;
    if (covered) style.setProperty("--seen", `${Math.round(seen.height)}px`);
    else style.removeProperty("--seen");
    if (seen.offsetTop > 0) scrollTo(0, 0); // iOS pushes the page up to show the box
    settle();
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
  fit();
}
