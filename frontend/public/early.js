// Before any module has come: nothing may flash, nothing may move, and a story can already be read.
(function () {
  var root = document.documentElement;
  var get = function (key) {
    try {
      return localStorage.getItem('raconteur.' + key);
    } catch {
      return null;
    }
  };

  // The reader's theme, letters and language.
  var theme = get('theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.setAttribute('data-type', get('type') || 'literata');
  var known = (document.currentScript.getAttribute('data-languages') || 'en').split(' ');
  var wanted = [get('language')].concat(navigator.languages.map((tag) => tag.slice(0, 2)), 'en');
  root.lang = wanted.find((language) => known.includes(language)) || known[0];

  // The outline that stands in for the page (src/ui/shell.css) is that of this address.
  var base = new URL(document.baseURI).pathname;
  var place = location.pathname.slice(base.length);
  if (/^(welcome|sign-in|shared)$/.test(place)) root.setAttribute('data-nobody', '');
  if (location.pathname === base) root.setAttribute('data-place', 'write');
  // Nobody is asked who they are for what somebody shared.
  if (place === 'shared') return;

  // Who is here is asked at once, and so is the story of this address; the page takes over these very
  // answers (src/lib/early.ts).
  var api = new URL(document.querySelector('meta[name="raconteur-api"]').content, document.baseURI);
  var beside = api.href.replace(/\/+$/, '');
  window.raconteurEarly = [];
  function ask(path) {
    var url = beside + path;
    var credentials = api.origin === location.origin ? 'same-origin' : 'include';
    var answer = fetch(url, { headers: { Accept: 'application/json' }, credentials: credentials });
    window.raconteurEarly.push({ url: url, response: answer.then((response) => response.clone()) });
    return answer.then((response) => (response.ok ? response.json() : null));
  }
  ask('/session').then(
    (session) => session && session.accounts && !session.user && root.setAttribute('data-nobody', ''),
    () => undefined,
  );

  var id = /^stories\/(\d{1,15})$/.exec(place);
  if (!id) return;

  var parsed = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
  Promise.all([ask('/stories/' + id[1]), parsed]).then(
    ([story]) => story && show(story),
    () => undefined,
  );

  function show(story) {
    var shell = document.querySelector('.shell');
    if (!shell) return;
    var page = element('div', 'shell-story', '');
    page.lang = story.language;
    page.append(element('p', 'shell-title', story.title));
    if (story.readers.length > 0) page.append(element('p', 'shell-byline', '\u00a0'));
    page.append(element('p', 'shell-byline', '\u00a0'));
    for (const { text } of story.passages.slice(0, 1)) {
      for (const words of text.split(/\n+/).filter((line) => line.trim() !== '')) page.append(element('p', 'shell-words', words));
    }
    shell.append(page);
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }
})();
