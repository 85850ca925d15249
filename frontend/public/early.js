// Before the first paint: the reader's theme, type and language, so that nothing flashes or moves.
(function () {
  var root = document.documentElement;
  var get = function (key) {
    try {
      return localStorage.getItem('raconteur.' + key);
    } catch {
      return null;
    }
  };
  var theme = get('theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.setAttribute('data-type', get('type') || 'literata');
  root.lang = get('language') || navigator.language.slice(0, 2);
})();
