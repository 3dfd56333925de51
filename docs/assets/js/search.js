/*
 * The search box of every page, and the results page.
 *
 * HTML contract. On every page one or more of
 *
 *   <form class="pl-search" role="search" method="get" action="{base}search/index.html"
 *         data-base="{base}" data-version="{edition, optional}">
 *     <label class="pl-search__label" for="pl-q">搜索职权</label>
 *     <div class="pl-search__box">
 *       <input class="pl-search__input" id="pl-q" type="search" name="q" autocomplete="off"
 *              placeholder="例如：开饭店、身份证、spjyxk">
 *       <button class="pl-search__button" type="submit">搜索</button>
 *     </div>
 *   </form>
 *
 * where {base} is the relative way to the root of the site ("", "../", "../../"). Ids may differ;
 * everything else the script adds. On search/index.html also
 *
 *   <div id="pl-results" data-base="../"></div>
 *
 * which it fills. Without scripts the form opens the results page, whose <noscript> says what to
 * do. Only {base}assets/js/search.js is in the page; {base}assets/js/search-core.js and
 * {base}search/table.js are loaded when somebody first touches a search box (or at once on the
 * results page, when it was given a query). {base}search/pinyin.js follows when a query needs it:
 * one in Latin letters, or one that stands nowhere and may be a slip. Until it is there, and when it
 * cannot be loaded, the table alone answers. Links go to {base}p/{code}/index.html.
 *
 * State of the results page, in the fragment so that it works from a disk:
 *   #q=油烟&type=行政处罚,行政检查&dept=市公安局&topic=…
 */
(function () {
  'use strict';

  if (typeof globalThis === 'undefined') window.globalThis = window;

  const SUGGESTIONS = 8;
  const PAGE = 30;
  const WAIT = 60;
  const LETTERS = /[a-z]{2}/i;
  const FAILED =
    '搜索数据没有加载成功。请检查网络后再试一次，或者拨打 12345 政务服务便民热线咨询。';
  const LOADING = '正在准备搜索…';
  const NOTHING =
    '没有找到。可以换个说法，或者只写最要紧的两三个字，例如“饭店”“身份证”；也可以拨打 12345 政务服务便民热线咨询。';
  const WHY = {
    exact: '俗称',
    alias: '俗称',
    synonym: '俗称',
    synonymPart: '俗称',
    synonymPinyin: '俗称',
    law: '依据',
    typo: '相近',
    typoNear: '相近',
    partial: '相近',
  };

  // --- loading -------------------------------------------------------------------------------

  let engine = null;
  let pinyin = null;

  function script(source) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = source;
      element.onload = resolve;
      element.onerror = () => {
        // A failed element is never tried again by the browser; a new one is.
        element.remove();
        reject(new Error(source));
      };
      document.head.appendChild(element);
    });
  }

  function suffixOf(version) {
    return version ? '?v=' + encodeURIComponent(version) : '';
  }

  /** Load the search once; after a failure the next call tries again. */
  function load(base, version) {
    if (!engine) {
      const suffix = suffixOf(version);
      engine = Promise.all([
        globalThis.PLSearch ? null : script(base + 'assets/js/search-core.js' + suffix),
        globalThis.PL_TABLE ? null : script(base + 'search/table.js' + suffix),
      ]).then(() => globalThis.PLSearch.open(globalThis.PL_TABLE));
      engine.catch(() => {
        engine = null;
      });
    }
    return engine;
  }

  /** Add pinyin to the search once. Never fails: without it fewer queries are understood. */
  function loadPinyin(base, version) {
    if (!pinyin) {
      pinyin = Promise.all([
        load(base, version),
        globalThis.PL_PINYIN ? null : script(base + 'search/pinyin.js' + suffixOf(version)),
      ]).then(([search]) => search.addPinyin(globalThis.PL_PINYIN));
      pinyin.catch(() => {
        pinyin = null;
      });
    }
    return pinyin.catch(() => {});
  }

  /**
   * Search and call show(search, found, settled): once, or, when pinyin is wanted and not there yet,
   * first with what the table alone finds (settled is false) and again when pinyin came or failed.
   */
  function answer({ base, version }, query, options, show, fail) {
    if (LETTERS.test(query)) loadPinyin(base, version);
    return load(base, version).then((search) => {
      const found = search.search(query, options);
      show(search, found, !found.wantsPinyin);
      if (!found.wantsPinyin) return null;
      return loadPinyin(base, version).then(() => {
        show(search, search.search(query, options), true);
      });
    }, fail);
  }

  // --- small builders: data only ever becomes text nodes --------------------------------------

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function marked(name, text, ranges) {
    const element = make('span', name);
    let at = 0;
    for (const [start, end] of ranges) {
      if (start > at) element.appendChild(document.createTextNode(text.slice(at, start)));
      element.appendChild(make('mark', 'pl-mark', text.slice(start, end)));
      at = end;
    }
    element.appendChild(document.createTextNode(text.slice(at)));
    return element;
  }

  function details(row, hit) {
    const line = make('span', 'pl-hit__meta');
    line.appendChild(make('span', 'pl-badge', row.type));
    if (row.status !== '在用') line.appendChild(make('span', 'pl-badge pl-badge--off', '已' + row.status));
    line.appendChild(make('span', 'pl-hit__dept', row.dept));
    if (hit.via && WHY[hit.why]) {
      const quoted = hit.why === 'law' ? '《' + hit.via + '》' : '“' + hit.via + '”';
      line.appendChild(make('span', 'pl-hit__why', WHY[hit.why] + '：' + quoted));
    }
    return line;
  }

  function pageOf(base, row) {
    return base + 'p/' + row.code + '/index.html';
  }

  /** Lists and counts of the site leave out what search still finds. */
  function noMore(found) {
    return found.gone ? '（其中 ' + found.gone + ' 条不再行使）' : '';
  }

  function resultsPage(base, query) {
    const sign = location.protocol === 'file:' ? '#' : '?';
    return base + 'search/index.html' + sign + 'q=' + encodeURIComponent(query);
  }

  // --- the box -------------------------------------------------------------------------------

  let boxes = 0;

  class Box {
    constructor(form) {
      this.form = form;
      this.base = form.getAttribute('data-base') || '';
      this.version = form.getAttribute('data-version') || '';
      this.input = form.querySelector('input[name="q"]');
      this.id = 'pl-search-' + ++boxes;
      this.options = [];
      this.active = -1;
      this.composing = false;
      this.timer = 0;
      this.turn = 0;
      this.build();
      this.listen();
    }

    build() {
      const { input, form } = this;
      const label = form.querySelector('label');
      this.list = make('div', 'pl-search__list');
      this.list.id = this.id + '-list';
      this.list.setAttribute('role', 'listbox');
      this.list.setAttribute('aria-label', label ? label.textContent.trim() : '搜索结果');
      this.list.hidden = true;
      this.note = make('p', 'pl-search__note');
      this.note.hidden = true;
      this.panel = make('div', 'pl-search__panel');
      this.panel.hidden = true;
      this.panel.appendChild(this.list);
      this.panel.appendChild(this.note);
      this.live = make('div', 'pl-visually-hidden');
      this.live.setAttribute('role', 'status');
      form.appendChild(this.panel);
      form.appendChild(this.live);
      input.setAttribute('role', 'combobox');
      input.setAttribute('aria-autocomplete', 'list');
      input.setAttribute('aria-expanded', 'false');
      input.setAttribute('aria-controls', this.list.id);
      input.setAttribute('autocomplete', 'off');
      input.setAttribute('autocapitalize', 'off');
      input.setAttribute('spellcheck', 'false');
    }

    listen() {
      const { input, form } = this;
      input.addEventListener('focus', () => this.warm());
      input.addEventListener('input', () => this.later());
      input.addEventListener('compositionstart', () => {
        this.composing = true;
      });
      input.addEventListener('compositionend', () => {
        this.composing = false;
        this.later();
      });
      input.addEventListener('keydown', (event) => this.key(event));
      input.addEventListener('click', () => {
        if (this.panel.hidden && input.value.trim()) this.later();
      });
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.submit();
      });
      form.addEventListener('focusout', (event) => {
        if (!event.relatedTarget || !form.contains(event.relatedTarget)) this.close();
      });
      // The input keeps the focus, so that the list does not close under the finger.
      this.panel.addEventListener('mousedown', (event) => event.preventDefault());
      if (document.activeElement === input) this.warm();
    }

    warm() {
      load(this.base, this.version).catch(() => {});
    }

    later() {
      if (this.composing) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), WAIT);
    }

    run() {
      const query = this.input.value.trim();
      const turn = ++this.turn;
      if (!query) {
        this.close();
        return;
      }
      const waiting = setTimeout(() => {
        if (turn === this.turn) this.say(LOADING);
      }, 300);
      let shown = false;
      answer(
        this,
        query,
        { limit: SUGGESTIONS },
        (search, found, settled) => {
          // Nothing found is no answer yet while pinyin is on its way.
          if (!settled && !found.total) return;
          clearTimeout(waiting);
          // Only the newest query may be shown, and only while the reader is here.
          if (turn !== this.turn || !this.form.contains(document.activeElement)) return;
          // Whoever already walks through the list keeps it.
          if (shown && this.active >= 0) return;
          shown = true;
          this.show(search, query, found, settled);
        },
        () => {
          clearTimeout(waiting);
          if (turn === this.turn) this.say(FAILED);
        }
      );
    }

    say(text) {
      this.clear();
      this.note.textContent = text;
      this.note.hidden = false;
      this.panel.hidden = false;
      this.announce(text);
    }

    announce(text) {
      if (this.live.textContent !== text) this.live.textContent = text;
    }

    clear() {
      this.options = [];
      this.list.textContent = '';
      this.list.hidden = true;
      this.note.hidden = true;
      this.select(-1);
      this.input.setAttribute('aria-expanded', 'false');
    }

    close() {
      this.turn++;
      clearTimeout(this.timer);
      this.clear();
      this.panel.hidden = true;
      this.announce('');
    }

    /** List what was found; it is announced only once it is settled. */
    show(search, query, found, settled) {
      if (!found.total) {
        this.say(NOTHING);
        return;
      }
      this.clear();
      for (const hit of found.rows) {
        const row = search.row(hit.index);
        const option = this.option(pageOf(this.base, row));
        option.appendChild(marked('pl-hit__name', row.name, hit.ranges));
        option.appendChild(details(row, hit));
      }
      const all = this.option(resultsPage(this.base, query));
      all.className += ' pl-option--all';
      all.textContent = '查看全部 ' + found.total + ' 条结果';
      this.list.hidden = false;
      this.panel.hidden = false;
      this.input.setAttribute('aria-expanded', 'true');
      if (settled) this.announce('找到 ' + found.total + ' 条，用上下方向键选择');
    }

    option(target) {
      const element = make('div', 'pl-option');
      const number = this.options.push({ element, target }) - 1;
      element.id = this.id + '-option-' + number;
      element.setAttribute('role', 'option');
      element.setAttribute('aria-selected', 'false');
      element.addEventListener('click', (event) => this.open(target, event));
      element.addEventListener('auxclick', (event) => {
        if (event.button === 1) window.open(target, '_blank', 'noopener');
      });
      this.list.appendChild(element);
      return element;
    }

    select(number) {
      const before = this.options[this.active];
      if (before) before.element.setAttribute('aria-selected', 'false');
      this.active = number;
      const now = this.options[number];
      if (!now) {
        this.input.removeAttribute('aria-activedescendant');
        return;
      }
      now.element.setAttribute('aria-selected', 'true');
      this.input.setAttribute('aria-activedescendant', now.element.id);
      const { offsetTop, offsetHeight } = now.element;
      if (offsetTop < this.list.scrollTop) this.list.scrollTop = offsetTop;
      const below = offsetTop + offsetHeight - this.list.clientHeight;
      if (below > this.list.scrollTop) this.list.scrollTop = below;
    }

    key(event) {
      // 229 is what old WebViews send while an input method is at work.
      if (this.composing || event.isComposing || event.keyCode === 229) return;
      const count = this.options.length;
      const { active } = this;
      let next = null;
      if (event.key === 'Escape') {
        if (this.panel.hidden) return;
        event.preventDefault();
        this.close();
        return;
      }
      if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        this.open(this.options[active].target, event);
        return;
      }
      if (event.key === 'ArrowDown') {
        if (!count) {
          this.later();
          event.preventDefault();
          return;
        }
        next = active + 1 < count ? active + 1 : -1;
      } else if (event.key === 'ArrowUp' && count) next = active < 0 ? count - 1 : active - 1;
      else if (event.key === 'Home' && active >= 0) next = 0;
      else if (event.key === 'End' && active >= 0) next = count - 1;
      if (next === null) return;
      event.preventDefault();
      this.select(next);
    }

    open(target, event) {
      if (event && (event.ctrlKey || event.metaKey || event.shiftKey)) {
        window.open(target, '_blank', 'noopener');
        return;
      }
      this.close();
      go(target);
    }

    submit() {
      const query = this.input.value.trim();
      if (!query) {
        this.input.focus();
        return;
      }
      this.close();
      if (results) results.ask(query);
      else go(resultsPage(this.base, query));
    }
  }

  /** Follow a link; on the results page a link to itself only changes the fragment. */
  function go(target) {
    const url = new URL(target, location.href);
    if (results && url.pathname === location.pathname) {
      results.ask(new URLSearchParams(url.hash.slice(1) || url.search).get('q') || '');
    } else location.assign(target);
  }

  // --- the results page ------------------------------------------------------------------------

  let results = null;

  class Results {
    constructor(root) {
      this.root = root;
      this.base = root.getAttribute('data-base') || '';
      this.version = root.getAttribute('data-version') || '';
      this.shown = PAGE;
      this.turn = 0;
      this.status = make('p', 'pl-results__status');
      this.status.setAttribute('role', 'status');
      this.facets = make('div', 'pl-facets');
      this.list = make('ol', 'pl-results__list');
      this.more = make('button', 'pl-results__more');
      this.more.type = 'button';
      this.more.hidden = true;
      this.more.addEventListener('click', () => {
        const from = this.shown;
        this.shown += PAGE;
        this.render().then(() => {
          const first = this.list.children[from];
          if (first) first.querySelector('a').focus();
        });
      });
      this.groups = {
        type: this.group('类型', 'type'),
        dept: this.group('单位', 'dept'),
      };
      const body = make('div', 'pl-results__body');
      body.appendChild(this.status);
      body.appendChild(this.list);
      body.appendChild(this.more);
      root.classList.add('pl-results');
      root.appendChild(this.facets);
      root.appendChild(body);
      this.facets.hidden = true;
      window.addEventListener('hashchange', () => this.follow());
    }

    group(title, key) {
      const box = make('details', 'pl-facet');
      box.open = window.innerWidth >= 960;
      box.appendChild(make('summary', 'pl-facet__title', title));
      const set = make('fieldset', 'pl-facet__set');
      set.appendChild(make('legend', 'pl-visually-hidden', '按' + title + '筛选'));
      box.appendChild(set);
      set.addEventListener('change', (event) => {
        const chosen = this.state[key];
        const { value, checked } = event.target;
        if (checked) chosen.add(value);
        else chosen.delete(value);
        this.shown = PAGE;
        this.keep(true);
        this.render();
      });
      this.facets.appendChild(box);
      return { box, set, title };
    }

    read() {
      const fragment = new URLSearchParams(location.hash.slice(1));
      const place = fragment.toString() ? fragment : new URLSearchParams(location.search);
      const list = (key) => new Set((place.get(key) || '').split(',').filter(Boolean));
      return {
        q: (place.get('q') || '').trim(),
        type: list('type'),
        dept: list('dept'),
        topic: place.get('topic') || '',
      };
    }

    /** Write the state into the fragment; replacing keeps 返回 from stepping through every tick. */
    keep(replace) {
      const { q, type, dept, topic } = this.state;
      const parts = ['q=' + encodeURIComponent(q)];
      if (type.size) parts.push('type=' + Array.from(type, encodeURIComponent).join(','));
      if (dept.size) parts.push('dept=' + Array.from(dept, encodeURIComponent).join(','));
      if (topic) parts.push('topic=' + encodeURIComponent(topic));
      const fragment = '#' + parts.join('&');
      this.written = fragment;
      if (replace) history.replaceState(null, '', fragment);
      else location.hash = fragment;
    }

    follow() {
      if (this.written && location.hash === this.written) return;
      this.written = location.hash;
      this.state = this.read();
      this.shown = PAGE;
      for (const input of document.querySelectorAll('.pl-search input[name="q"]')) {
        input.value = this.state.q;
      }
      this.render();
    }

    ask(query) {
      this.state = { q: query, type: new Set(), dept: new Set(), topic: '' };
      this.shown = PAGE;
      this.keep(false);
      for (const input of document.querySelectorAll('.pl-search input[name="q"]')) input.value = query;
      this.render();
    }

    render() {
      const { q, type, dept, topic } = this.state;
      const turn = ++this.turn;
      if (!q && !type.size && !dept.size && !topic) {
        this.empty('在上面的搜索框里写要办的事，例如“开饭店”“身份证”。');
        return Promise.resolve();
      }
      if (!this.list.children.length) this.tell(LOADING);
      const options = { type: Array.from(type), dept: Array.from(dept), topic, limit: this.shown };
      return answer(
        this,
        q,
        options,
        (search, found, settled) => {
          if (turn === this.turn) this.fill(search, found, settled);
        },
        () => {
          if (turn === this.turn) this.empty(FAILED);
        }
      );
    }

    /** Set the status, which is read aloud whenever it is set. */
    tell(text) {
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    empty(text) {
      this.tell(text);
      this.list.textContent = '';
      this.more.hidden = true;
      this.facets.hidden = true;
    }

    fill(search, found, settled) {
      const { q, type, dept } = this.state;
      this.tick(this.groups.type, found.facets.types, type);
      this.tick(this.groups.dept, found.facets.depts, dept);
      this.facets.hidden = !found.total && !type.size && !dept.size;
      const query = q ? '“' + q + '”' : '';
      const text = found.total
        ? query + '找到 ' + found.total + ' 条' + noMore(found) + '，显示前 ' + found.rows.length + ' 条'
        : type.size || dept.size
          ? query + '在选定的范围里没有结果，可以取消几个勾选。'
          : NOTHING;
      this.tell(settled ? text : LOADING);
      this.list.textContent = '';
      for (const hit of found.rows) {
        const row = search.row(hit.index);
        const item = make('li', 'pl-result');
        const link = make('a', 'pl-result__link');
        link.href = pageOf(this.base, row);
        link.appendChild(marked('pl-hit__name', row.name, hit.ranges));
        item.appendChild(link);
        item.appendChild(details(row, hit));
        this.list.appendChild(item);
      }
      const rest = found.total - found.rows.length;
      this.more.hidden = rest <= 0;
      this.more.textContent = '再显示 ' + Math.min(rest, PAGE) + ' 条';
    }

    /** Bring the boxes of one group up to date without rebuilding those that stay: focus remains. */
    tick({ box, set, title }, counts, chosen) {
      const names = Array.from(new Set(Object.keys(counts).concat(Array.from(chosen))));
      names.sort((a, b) => (counts[b] || 0) - (counts[a] || 0) || (a < b ? -1 : 1));
      const known = new Map();
      for (const label of set.querySelectorAll('label')) known.set(label.firstChild.value, label);
      const focused = document.activeElement;
      for (const name of names) {
        let label = known.get(name);
        if (!label) {
          label = make('label', 'pl-facet__option');
          const input = make('input', 'pl-facet__box');
          input.type = 'checkbox';
          input.value = name;
          label.appendChild(input);
          label.appendChild(make('span', 'pl-facet__name', name));
          label.appendChild(make('span', 'pl-facet__count'));
        }
        known.delete(name);
        label.firstChild.checked = chosen.has(name);
        label.lastChild.textContent = String(counts[name] || 0);
        set.appendChild(label);
      }
      known.forEach((label) => label.remove());
      if (focused && set.contains(focused) && document.activeElement !== focused) focused.focus();
      box.firstChild.textContent = chosen.size ? title + '（已选 ' + chosen.size + '）' : title;
    }
  }

  // --- start -----------------------------------------------------------------------------------

  function start() {
    const root = document.getElementById('pl-results');
    if (root) results = new Results(root);
    for (const form of document.querySelectorAll('form.pl-search')) {
      if (form.querySelector('input[name="q"]')) new Box(form);
    }
    if (results) results.follow();
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
