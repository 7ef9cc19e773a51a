// Runs before the first paint: the chosen theme, else the system's.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try { chosen = localStorage.getItem("isobar.theme"); } catch { /* storage may be off */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
