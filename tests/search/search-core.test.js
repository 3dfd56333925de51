'use strict';
/*
 * Run by tests/search/test_search_js.py, which names the built table and the queries:
 * PL_TABLE_JS, PL_PINYIN_JS, PL_QUERIES_JSON. With PL_WHOLE=1 the table is the whole list.
 */

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

require(path.join(__dirname, '../../docs/assets/js/search-core.js'));
for (const built of [process.env.PL_TABLE_JS, process.env.PL_PINYIN_JS]) {
  // eslint-disable-next-line no-new-func
  new Function(fs.readFileSync(built, 'utf8'))();
}
const { PLSearch, PL_TABLE, PL_PINYIN } = globalThis;

function openWhole() {
  const opened = PLSearch.open(PL_TABLE);
  opened.addPinyin(PL_PINYIN);
  return opened;
}

const engine = openWhole();
const rows = Array.from({ length: engine.size }, (_, index) => engine.row(index));
const whole = process.env.PL_WHOLE === '1';

function names(query, options) {
  return engine.search(query, options).rows.map((hit) => engine.row(hit.index).name);
}

/** Rows whose name contains each part, found the plain way. */
function ownersOf(some) {
  const owners = new Map();
  some.forEach(({ name }, index) => {
    for (let length = 2; length <= 12; length++) {
      for (let at = 0; at + length <= name.length; at++) {
        const part = name.slice(at, at + length);
        const known = owners.get(part);
        if (!known) owners.set(part, [index]);
        else if (known[known.length - 1] !== index) known.push(index);
      }
    }
  });
  return owners;
}

function missing(searcher, owners, every) {
  const missed = [];
  let turn = 0;
  for (const [part, wanted] of owners) {
    if (turn++ % every) continue;
    const found = new Set(searcher.matches(part));
    if (!wanted.every((index) => found.has(index))) missed.push(part);
  }
  return missed.slice(0, 5);
}

function tableOf(some) {
  return Object.assign({}, PL_TABLE, {
    phrases: {},
    names: some.map((row) => row.name).join('\n'),
    codes: some.map((row) => row.code).join(','),
    type: [0, some.length],
    department: [0, some.length],
    law: some.map(() => 0),
    status: [],
    aliases: [],
    topics: [],
    synonyms: [],
  });
}

// A scan costs as much as the list is long, so every part is looked for in a piece of the list, and
// one in forty in the whole of it. PL_EVERY=1 looks for each in the whole: a minute.
test('every substring of 2 to 12 characters of every name finds that name', () => {
  const every = Number(process.env.PL_EVERY || 40);
  const owners = ownersOf(rows);
  console.log(`substrings: ${owners.size}`);
  assert.deepEqual(missing(engine, owners, every), []);
  if (every === 1) return;
  for (let from = 0; from < rows.length; from += 250) {
    const some = rows.slice(from, from + 250);
    assert.deepEqual(missing(PLSearch.open(tableOf(some)), ownersOf(some), 1), []);
  }
});

test('search returns whatever matches() finds', () => {
  rows.forEach(({ name }, index) => {
    if (index % 23) return;
    for (const length of [2, 3, 5, 12]) {
      const part = name.slice(Math.floor(name.length / 3)).slice(0, length);
      if (part.length < 2) continue;
      const found = new Set(engine.search(part, { limit: Infinity }).rows.map((hit) => hit.index));
      for (const match of engine.matches(part)) assert.ok(found.has(match), part);
    }
  });
});

test('the whole name comes first', () => {
  const seen = new Map();
  rows.forEach(({ name }) => seen.set(name, (seen.get(name) || 0) + 1));
  rows.forEach(({ name, status }, index) => {
    if (index % 7 || status !== '在用') return;
    const [first] = engine.search(name, { limit: 1 }).rows;
    assert.equal(engine.row(first.index).name, name);
  });
});

test('a code comes first, part of a code finds it', () => {
  const { code } = rows[Math.floor(rows.length / 2)];
  assert.equal(engine.row(engine.search(code).rows[0].index).code, code);
  assert.equal(engine.row(engine.search(code.toLowerCase()).rows[0].index).code, code);
  const part = engine.search(code.slice(6, 13), { limit: Infinity });
  assert.ok(part.rows.some((hit) => engine.row(hit.index).code === code));
});

test('spaces, punctuation, width and case do not matter', () => {
  const name = rows.find((row) => row.name.includes('、')).name;
  const bare = name.replace(/[、，（）“”《》]/g, '');
  assert.equal(names(bare, { limit: 1 })[0], name);
  assert.equal(names(name.split('').join(' '), { limit: 1 })[0], name);
  assert.equal(PLSearch.fold('ＡＢｃ １２ 、（x）'), 'abc12x');
});

test('ranges lie inside the name and do not overlap', () => {
  for (const query of ['登记', '许可', '食品 经营', 'xuke', 'dj', '怎么办登记']) {
    for (const hit of engine.search(query, { limit: 50 }).rows) {
      const { name } = engine.row(hit.index);
      let before = 0;
      for (const [start, end] of hit.ranges) {
        assert.ok(start >= before && end > start && end <= name.length, query);
        before = end;
      }
    }
  }
});

test('facets: or inside a group, and between groups, counts of what a tick would show', () => {
  const free = engine.search('登记', { limit: Infinity });
  const types = Object.keys(free.facets.types);
  const some = engine.search('登记', { type: types.slice(0, 2), limit: Infinity });
  const sum = types.slice(0, 2).reduce((total, type) => total + free.facets.types[type], 0);
  assert.equal(some.total, sum);
  assert.deepEqual(some.facets.types, free.facets.types);
  const dept = Object.keys(some.facets.depts)[0];
  const both = engine.search('登记', { type: types.slice(0, 2), dept: [dept], limit: Infinity });
  assert.equal(both.total, some.facets.depts[dept]);
  for (const hit of both.rows) assert.equal(engine.row(hit.index).dept, dept);
});

test('a filter without a query lists everything it holds; nothing at all lists nothing', () => {
  const { dept } = rows[0];
  const held = rows.filter((row) => row.dept === dept).length;
  assert.equal(engine.search('', { dept: [dept], limit: 1 }).total, held);
  assert.equal(engine.search('   ', {}).total, 0);
});

test('what was cancelled or merged is found and told apart', () => {
  const ended = (row) => ['取消', '下放', '合并'].includes(row.status);
  const { dept } = rows.find(ended);
  const held = rows.filter((row) => row.dept === dept);
  const found = engine.search('', { dept: [dept], limit: 1 });
  assert.equal(found.gone, held.filter(ended).length);
  assert.ok(found.gone < found.total && found.total === held.length);
  const paused = rows.find((row) => row.status === '暂停');
  assert.equal(engine.search(paused.code, {}).gone, 0);
});

test('odd input neither raises nor hangs', () => {
  const odd = ['', ' ', '\n', '（', '“”', '\\', '"<script>', '\u0000', '𠮷', '\ud800', '.*+?[', 'a'.repeat(5000),
    '食'.repeat(5000), 'xian'.repeat(60), '__proto__', 'constructor', '😀', '% _', '0', '\ue000'];
  const start = Date.now();
  for (const query of odd) {
    const found = engine.search(query, { limit: 5, topic: query });
    assert.equal(typeof found.total, 'number');
    engine.search(query, { limit: 5 });
  }
  assert.ok(Date.now() - start < 5000);
});

test('equal queries give equal answers', () => {
  for (const query of ['许可', 'xk', '我想办许可', '登纪']) {
    const fresh = openWhole();
    assert.deepEqual(fresh.search(query), engine.search(query));
  }
});

test('without pinyin the table answers, and says when sounds would have helped', { skip: !whole }, () => {
  const bare = PLSearch.open(PL_TABLE);
  for (const query of ['登记', '行政许可', rows[0].code, rows[0].name.slice(0, 4)]) {
    assert.equal(bare.search(query).wantsPinyin, false, query);
    assert.deepEqual(bare.search(query), engine.search(query));
  }
  const heard = ['spjyxk', 'jiehun', '食品 jyxk', '实品经营许可', '结昏登记'];
  for (const query of heard) {
    assert.equal(bare.search(query).wantsPinyin, true, query);
    assert.notDeepEqual(bare.search(query).rows, engine.search(query).rows);
  }
  bare.addPinyin(PL_PINYIN);
  for (const query of heard) {
    assert.equal(bare.search(query).wantsPinyin, false, query);
    assert.deepEqual(bare.search(query), engine.search(query));
  }
});

test('opening and searching are quick', { skip: !whole }, () => {
  let start = performance.now();
  const fresh = openWhole();
  const opened = performance.now() - start;
  const queries = ['许可', '食品经营许可', 'spjyxk', 'jiehun', '我想开一家饭店', '食品 处罚'];
  for (const query of queries) fresh.search(query, { limit: 8 });
  start = performance.now();
  for (let round = 0; round < 5; round++) for (const query of queries) fresh.search(query, { limit: 8 });
  const each = (performance.now() - start) / (5 * queries.length);
  console.log(`open ${opened.toFixed(1)} ms, a search ${each.toFixed(1)} ms`);
  // A phone is some six times slower than the machine that runs this.
  assert.ok(opened < 150, `open ${opened}`);
  assert.ok(each < 50, `search ${each}`);
});

test('people find what they look for', { skip: !whole }, () => {
  const queries = JSON.parse(fs.readFileSync(process.env.PL_QUERIES_JSON, 'utf8'));
  assert.ok(queries.length >= 120);
  let first = 0;
  let five = 0;
  let none = 0;
  for (const { 问: query, 答: wanted } of queries) {
    const found = names(query, { limit: 5 });
    const at = found.indexOf(wanted);
    if (at === 0) first++;
    if (at >= 0) five++;
    if (!found.length) none++;
    if (at !== 0) console.log(`${query} → ${found[0] || '（无）'}（想找 ${wanted}，排第 ${at + 1}）`);
  }
  const share = (count) => (count / queries.length).toFixed(3);
  console.log(`queries ${queries.length}: top-1 ${share(first)}, top-5 ${share(five)}, none ${share(none)}`);
  assert.ok(first / queries.length >= 0.8);
  assert.ok(five / queries.length >= 0.95);
  assert.ok(none / queries.length <= 0.02);
});

test('what must be first is first', { skip: !whole }, () => {
  assert.equal(names('结婚')[0], '内地居民结婚登记');
  assert.equal(names('开饭店')[0], '食品经营许可');
  assert.equal(names('spjyxk')[0], '食品经营许可');
  assert.equal(names('jiehun')[0], '内地居民结婚登记');
  assert.equal(names('实品经营许可')[0], '食品经营许可');
  assert.equal(names('我想开一家饭店')[0], '食品经营许可');
  assert.equal(names('怎么办结婚证')[0], '内地居民结婚登记');
});

test('no expression in the registry is idle', { skip: !whole }, () => {
  for (const [words, terms] of PL_TABLE.synonyms) {
    for (const term of terms) {
      if (typeof term === 'string') assert.ok(engine.matches(term).length, `${words[0]}：${term}`);
    }
    for (const word of words) assert.ok(engine.search(word, { limit: 1 }).total, word);
  }
});
