/* Before the first paint: the remembered light or dark, so that nothing flashes. */
(() => {
  const theme = localStorage.getItem("simulator.theme");
  if (theme) document.documentElement.dataset.theme = theme;
})();
