/*
 * The search itself: a table in, ranked rows out. No DOM, no network; runs in a browser and in Node.
 *
 *   const engine = PLSearch.open(PL_TABLE);
 *   engine.search('开饭店', {type: ['行政许可'], dept: [], topic: '', limit: 30})
 *     → {total, gone, rows: [{index, score, why, via, ranges}], facets: {types: {…}, depts: {…}}, wantsPinyin}
 *   engine.addPinyin(PL_PINYIN): from now on also by sound: spjyxk, jiehun, 实品经营许可
 *   engine.row(index) → {code, name, type, dept, status, aliases, laws}
 *   engine.matches('经营许') → numbers of all rows whose name contains the text
 *
 * Without pinyin everything else works; wantsPinyin says that a search would have used it.
 *
 * The layout of both is written by generator/search/table.py; the two change together.
 *
 * Ranking. A row takes the best class it matches in; a lower score is better. Inside a class come,
 * in this order: the class's own measure, powers in force, the type's prior (what people apply for
 * before what is done to them), the shorter name, the lower code.
 */
(function (root) {
  'use strict';

  const CLASSES = [
    'code', // the whole code
    'codePart', // four or more characters of it, the beginning first
    'exact', // the whole name, or an alias
    'synonym', // an everyday expression: its powers in the order the registry gives
    'group', // name of a department or a type: everything it holds
    'prefix', // beginning of the name
    'name', // inside the name
    'alias', // inside an alias
    'synonymPart', // beginning of an everyday expression, while somebody is typing it
    'law', // title of a law the power rests on
    'dept', // part of the name of a department or a type
    'terms', // all words of a query with spaces, each in any field
    'initialsExact', // spjyxk, the whole name or an alias
    'pinyinExact', // shipinjingyingxuke
    'synonymPinyin', // an everyday expression by initials or in full
    'initialsPrefix',
    'initials',
    'pinyinPrefix',
    'pinyin',
    'typo', // sounds the same: 实品经营许可
    'typoNear', // sounds nearly the same: zh/z, ch/c, sh/s, -ng/-n, l/n
    'partial', // parts of a sentence, best covered first
  ];
  const CLASS = {};
  CLASSES.forEach((name, number) => (CLASS[name] = number));

  // Rows are the lowest 17 bits of a score, so that scores alone can be sorted.
  const ROW_BITS = 131072;
  const LENGTHS = 1024;
  const PRIORS = 16;
  const MEASURES = 256;

  // Everything NFKC leaves that people add, drop or type in another form. Line feeds stay: they
  // part the names of the haystack.
  const NOISE = new RegExp(
    '[\\t\\v\\f\\r !-/:-@\\[-`{-~\\u00a0-\\u00bf\\u1680\\u2000-\\u206f\\u3000-\\u3004' +
      '\\u3008-\\u3020\\u3030\\u30fb\\ufe30-\\ufe4f\\ufeff]',
    'g'
  );

  /** Bring text to the form in which it is compared. */
  function fold(text) {
    return text.normalize('NFKC').toLowerCase().replace(NOISE, '');
  }

  /** Fold text and say for each unit of the result which unit of the text it came from. */
  function foldWithOrigin(text) {
    let folded = '';
    const origin = [];
    for (let i = 0; i < text.length; ) {
      const code = text.charCodeAt(i);
      const width = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      const part = fold(text.substr(i, width));
      for (let k = 0; k < part.length; k++) origin.push(i);
      folded += part;
      i += width;
    }
    origin.push(text.length);
    return { folded, origin };
  }

  // What people wrap around the thing they are looking for. Longest first.
  const FILLER = (
    '怎么办理 怎么申请 怎么处理 怎么投诉 怎么举报 怎么样 怎么办 怎么弄 怎么 怎样 如何办理 如何 哪个部门 哪个单位 哪个局 ' +
    '在哪里办 在哪办 去哪里办 去哪办 到哪里办 到哪办 去哪里 去哪 到哪里 到哪 在哪里 在哪 哪里办 哪里 哪儿 ' +
    '需要什么材料 需要什么手续 需要什么条件 要什么材料 要什么手续 要什么条件 什么材料 什么手续 什么条件 需要 什么 ' +
    '多少钱 多长时间 要多久 多久 几天 谁来管 归谁管 谁管 找谁 向谁 我想要 我想 我要 想要 想 我家 我们 我的 我 ' +
    '能不能 能否 可不可以 可以 是否 要不要 请问 帮我 帮忙 手续 流程 材料 条件 申请 办理 申办 一下 有人 别人 ' +
    '没人管 怎么罚 罚多少 会不会 吗 呢 啊 呀 吧 了 的 请 啥'
  )
    .split(' ')
    .sort((a, b) => b.length - a.length);
  const FILLERS = new RegExp(FILLER.join('|'), 'g');
  const MEASURE_WORDS = /(开|办|搞|建|养|卖|买)一?[家个间所座条点些](?![体人税庭畜禽具道])/g;

  /** Take the question out of a question: 我想开一家饭店 → 开饭店. */
  function essence(text) {
    return text.replace(FILLERS, '').replace(MEASURE_WORDS, '$1').slice(0, 31);
  }

  /** Whether a text is how people shorten a department's name: 市场监管局, 城管局. */
  function isShortFor(text, name) {
    if (text.length < 3 || !/[局委办队]$/.test(text) || !name.endsWith(text.slice(-1))) return false;
    let at = -1;
    for (const char of text) {
      at = name.indexOf(char, at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  function expandNames({ names, phrases }) {
    return names.replace(/[!-~\u00c0-\u00ff]/g, (char) => (char in phrases ? phrases[char] : char));
  }

  function expandRuns(flat, length) {
    const column = new Uint16Array(length);
    let at = 0;
    for (let i = 0; i < flat.length; i += 2) {
      column.fill(flat[i], at, at + flat[i + 1]);
      at += flat[i + 1];
    }
    return column;
  }

  function expandCodes(tails, length) {
    let before = '';
    return tails.split(',').map((tail) => {
      before = before.slice(0, length - tail.length) + tail;
      return before;
    });
  }

  /** Lines joined to one text, so that one scan of the engine's own goes over all of them. */
  class Haystack {
    constructor(text, count) {
      this.text = text;
      this.starts = new Int32Array(count + 1);
      let at = 0;
      for (let row = 0; row < count; row++) {
        this.starts[row] = at;
        const end = text.indexOf('\n', at);
        at = (end < 0 ? text.length : end) + 1;
      }
      this.starts[count] = text.length + 1;
    }

    line(row) {
      return this.text.slice(this.starts[row], this.starts[row + 1] - 1);
    }

    length(row) {
      return this.starts[row + 1] - this.starts[row] - 1;
    }

    /** Call visit(row, position in its line); when it returns false, look on in the same line. */
    scan(needle, visit) {
      const { text, starts } = this;
      let row = 0;
      let at = text.indexOf(needle);
      while (at >= 0) {
        let high = starts.length - 1;
        while (high - row > 1) {
          const middle = (row + high) >> 1;
          if (starts[middle] <= at) row = middle;
          else high = middle;
        }
        const done = visit(row, at - starts[row]) !== false;
        at = text.indexOf(needle, done ? starts[row + 1] : at + 1);
      }
    }
  }

  class Engine {
    constructor(table) {
      this.table = table;
      const names = expandNames(table);
      const count = names ? names.split('\n').length : 0;
      this.size = count;
      this.raw = new Haystack(names, count);
      this.names = new Haystack(fold(names), count);
      this.codes = count ? expandCodes(table.codes, table.codeLength) : [];
      this.codeHay = new Haystack(this.codes.join('\n').toLowerCase(), count);
      this.type = expandRuns(table.type, count);
      this.dept = expandRuns(table.department, count);
      this.status = new Map(table.status);
      /** Rows of what was cancelled, delegated or merged: found, but powers no more. */
      const unlisted = new Set(table.unlisted);
      this.gone = new Set(table.status.filter((pair) => unlisted.has(pair[1])).map((pair) => pair[0]));
      this.laws = table.laws.map(fold);
      this.depts = table.departments.map((name, number) =>
        [name, ...table.departmentNames[number]].map(fold)
      );
      this.types = table.types.map(fold);
      this.aliases = [];
      for (const [row, ...words] of table.aliases) {
        for (const word of words) this.aliases.push({ row, word, text: fold(word) });
      }
      this.synonyms = [];
      this.synonymOf = new Map();
      for (const [words, terms, rows] of table.synonyms) {
        const meaning = { terms: terms.map((term) => (typeof term === 'number' ? term : fold(term))), rows, found: null };
        for (const word of words) {
          const text = fold(word);
          const synonym = { word, text, core: text.replace(/[了的]/g, ''), meaning };
          this.synonyms.push(synonym);
          const same = this.synonymOf.get(synonym.text);
          if (same) same.push(synonym);
          else this.synonymOf.set(synonym.text, [synonym]);
        }
      }
      this.topics = new Map();
      for (const [topic, ...steps] of table.topics) {
        let row = 0;
        this.topics.set(topic, new Set(steps.map((step) => (row += step))));
      }
      this.base = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        const prior = table.typePriors[this.type[row]] + (this.status.has(row) ? 8 : 0);
        const length = Math.min(this.names.length(row), LENGTHS - 1);
        this.base[row] = (prior * LENGTHS + length) * ROW_BITS + row;
      }
      this.pinyin = null;
      this.sound = null;
      this.wantsPinyin = false;
    }

    /** Let names be found by how they sound; what is made of it waits for the first such query. */
    addPinyin(pinyin) {
      this.pinyin = pinyin;
      this.sound = null;
    }

    row(index) {
      const { table } = this;
      const law = table.law[index];
      const status = this.status.get(index);
      return {
        code: this.codes[index],
        name: this.raw.line(index),
        type: table.types[this.type[index]],
        dept: table.departments[this.dept[index]],
        status: status === undefined ? '在用' : table.statuses[status],
        aliases: this.aliases.filter((alias) => alias.row === index).map((alias) => alias.word),
        laws: (Array.isArray(law) ? law : [law]).map((number) => table.laws[number]),
      };
    }

    /** Rows whose name contains the text; what is only punctuation is looked for as written. */
    matches(text) {
      const found = [];
      this.scanNames(text, (row) => {
        found.push(row);
      });
      return found;
    }

    scanNames(text, visit) {
      const needle = fold(text);
      if (needle) this.names.scan(needle, visit);
      else if (text.trim()) this.raw.scan(text.trim(), visit);
    }

    search(query, options) {
      const wanted = options || {};
      const words = query.trim().split(/\s+/).filter(Boolean);
      const text = fold(query);
      let hits = new Hits(this, text);
      this.wantsPinyin = false;
      if (!query.trim()) {
        if (some(wanted.type) || some(wanted.dept) || wanted.topic) hits.addAll();
      } else {
        this.direct(query, words, hits);
        if (!hits.count) hits = this.indirect(text);
      }
      return Object.assign(hits.result(wanted), { wantsPinyin: this.wantsPinyin });
    }

    /** What contains the query as it stands. */
    direct(query, words, hits) {
      const text = hits.text;
      this.scanNames(query, (row, at) => {
        const whole = this.names.length(row) === text.length;
        hits.add(row, whole ? 'exact' : at ? 'name' : 'prefix', 0);
      });
      if (!text) return;
      if (text.length >= 4 && /^[0-9a-z]*[0-9][0-9a-z]*$/.test(text)) {
        this.codeHay.scan(text, (row, at) => {
          const whole = this.codeHay.length(row) === text.length;
          hits.add(row, whole ? 'code' : 'codePart', at ? 1 : 0);
        });
      }
      for (const alias of this.aliases) {
        if (alias.text === text) hits.add(alias.row, 'exact', 0, alias.word);
        else if (alias.text.includes(text)) hits.add(alias.row, 'alias', 0, alias.word);
      }
      for (const synonym of this.synonymOf.get(text) || []) this.addSynonym(hits, synonym, 'synonym');
      if (text.length >= 2) {
        for (const synonym of this.synonyms) {
          if (synonym.text.length > text.length && synonym.text.startsWith(text)) {
            this.addSynonym(hits, synonym, 'synonymPart');
          }
        }
        this.addByLaw(hits, text);
        this.addByGroup(hits, text);
      }
      if (words.length > 1) this.addByTerms(hits, words.map(fold).filter(Boolean));
      if (text.length >= 2 && /^[a-z]+$/.test(text)) this.addByLetters(hits, text);
    }

    /** What is meant by a query that stands nowhere: a sentence, a slip, or both. */
    indirect(text) {
      const core = essence(text) || text.slice(0, 31);
      let hits = new Hits(this, core);
      if (core !== text) this.direct(core, [core], hits);
      if (!hits.count) this.addBySound(hits, core);
      if (!hits.count) this.addByParts(hits, core);
      return hits;
    }

    /** Rows a synonym stands for, each with its place in the order of the registry. */
    meaningOf(synonym) {
      const { meaning } = synonym;
      if (!meaning.found) {
        const found = new Map();
        const put = (row, measure, term) => {
          const known = found.get(row);
          if (!known || known.measure > measure) found.set(row, { measure, term });
        };
        meaning.rows.forEach((row, number) => put(row, Math.min(number, 60), ''));
        meaning.terms.forEach((term, number) => {
          const first = 61 + Math.min(number, 40) * 3;
          // A term that stands in one name only comes as the number of its row.
          if (typeof term === 'number') {
            put(term, first, '');
            return;
          }
          this.names.scan(term, (row, at) => {
            put(row, first + (this.names.length(row) === term.length ? 0 : at ? 2 : 1), term);
          });
        });
        meaning.found = found;
      }
      return meaning.found;
    }

    addSynonym(hits, synonym, why) {
      this.meaningOf(synonym).forEach(({ measure, term }, row) => {
        hits.add(row, why, measure, synonym.word, term ? [term] : []);
      });
    }

    addByLaw(hits, text) {
      const found = new Map();
      this.laws.forEach((title, number) => {
        if (title.includes(text)) found.set(number, Math.min(title.length - text.length, 255));
      });
      if (!found.size) return;
      this.table.law.forEach((cited, row) => {
        for (const number of Array.isArray(cited) ? cited : [cited]) {
          const measure = found.get(number);
          if (measure !== undefined) hits.add(row, 'law', measure, this.table.laws[number], []);
        }
      });
    }

    addByGroup(hits, text) {
      const grade = (names) => {
        if (names.some((name) => name === text || isShortFor(text, name))) return 2;
        return names.some((name) => name.includes(text)) ? 1 : 0;
      };
      const depts = this.depts.map(grade);
      const types = this.types.map((name) => grade([name]));
      if (!Math.max(0, ...depts, ...types)) return;
      for (let row = 0; row < this.size; row++) {
        const dept = depts[this.dept[row]];
        const best = Math.max(dept, types[this.type[row]]);
        if (best) hits.add(row, best === 2 ? 'group' : 'dept', best === dept ? 0 : 1, '', []);
      }
    }

    addByTerms(hits, terms) {
      let all = null;
      for (const term of terms) {
        const one = new Hits(this, term);
        this.direct(term, [term], one);
        const kept = new Map();
        one.each((row, why) => {
          const inName = why <= CLASS.name ? 0 : 1;
          if (!all) kept.set(row, inName);
          else if (all.has(row)) kept.set(row, all.get(row) + inName);
        });
        all = kept;
        if (!all.size) return;
      }
      if (all) all.forEach((away, row) => hits.add(row, 'terms', Math.min(away, 255), '', terms));
    }

    addByLetters(hits, letters) {
      const sound = this.sounds();
      if (!sound) return;
      sound.initials.scan(letters, (row, at) => {
        const whole = sound.initials.length(row) === letters.length;
        const why = whole ? 'initialsExact' : at ? 'initials' : 'initialsPrefix';
        hits.add(row, why, 0, '', null, at, letters.length);
      });
      for (const alias of this.aliases) {
        const at = sound.initialsOf(alias.text).indexOf(letters);
        if (at < 0) continue;
        const whole = alias.text.length === letters.length;
        const why = whole ? 'initialsExact' : at ? 'initials' : 'initialsPrefix';
        hits.add(alias.row, why, 0, alias.word, []);
      }
      let readings = sound.readings(letters, false);
      for (const reading of readings) this.addByReading(hits, reading, sound.syllables, false);
      const spoken = new Set(readings.filter((r) => !r.rest).map((r) => r.units));
      for (const synonym of this.synonyms) {
        if (sound.initialsOf(synonym.text) === letters || spoken.has(sound.unitsOf(synonym.text))) {
          this.addSynonym(hits, synonym, 'synonymPinyin');
        }
      }
      if (hits.count) return;
      readings = sound.readings(letters, true);
      for (const reading of readings) this.addByReading(hits, reading, sound.nearSyllables(), true);
    }

    addByReading(hits, reading, hay, near) {
      const sound = this.sound;
      const { units, rest } = reading;
      const fits = (line, at) => !rest || sound.startsWith(line.charCodeAt(at), rest, near);
      const length = units.length + (rest ? 1 : 0);
      hay.scan(units, (row, at) => {
        if (!fits(hay.text, hay.starts[row] + at + units.length)) return false;
        const whole = !rest && hay.length(row) === units.length;
        const why = near ? 'typoNear' : whole ? 'pinyinExact' : at ? 'pinyin' : 'pinyinPrefix';
        hits.add(row, why, 0, '', null, at, length);
        return true;
      });
      for (const alias of this.aliases) {
        const line = near ? sound.near(sound.unitsOf(alias.text)) : sound.unitsOf(alias.text);
        const at = line.indexOf(units);
        if (at < 0 || !fits(line, at + units.length)) continue;
        const whole = !rest && line.length === units.length;
        const why = near ? 'typoNear' : whole ? 'pinyinExact' : at ? 'pinyin' : 'pinyinPrefix';
        hits.add(alias.row, why, 0, alias.word, []);
      }
    }

    /** Same sound, other characters; then nearly the same sound. */
    addBySound(hits, text) {
      const sound = text.length < 2 ? null : this.sounds();
      if (!sound) return;
      const units = sound.unitsOf(text);
      if (!/^[\ue000-\uf8ff]+$/.test(units)) return;
      for (const near of [false, true]) {
        const why = near ? 'typoNear' : 'typo';
        const needle = near ? sound.near(units) : units;
        const heard = (other) => {
          const spoken = sound.unitsOf(other);
          return (near ? sound.near(spoken) : spoken) === needle;
        };
        for (const synonym of this.synonyms) {
          if (heard(synonym.text)) this.addSynonym(hits, synonym, why);
        }
        for (const alias of this.aliases) {
          if (heard(alias.text)) hits.add(alias.row, why, 0, alias.word, []);
        }
        // Two syllables sound like something in every other name.
        if (text.length < (near ? 4 : 3)) {
          if (hits.count) return;
          continue;
        }
        const hay = near ? sound.nearSyllables() : sound.syllables;
        hay.scan(needle, (row, at) => {
          const whole = hay.length(row) === needle.length;
          hits.add(row, why, whole ? 200 : at ? 202 : 201, '', null, at, needle.length);
        });
        if (hits.count) return;
      }
    }

    /**
     * The longest parts of the query that stand somewhere. Each row counts the characters of the
     * query it covers; everyday expressions count half as much again, rare parts more than common.
     */
    addByParts(hits, text) {
      const pieces = [];
      for (const synonym of this.synonyms) {
        const bits = spread(synonym.core, text);
        if (!bits) continue;
        const rows = [];
        this.meaningOf(synonym).forEach(({ measure }, row) => {
          rows.push([row, 1.5 - measure * 0.002]);
        });
        pieces.push({ bits, length: synonym.core.length, rows, first: 0, via: synonym.word });
      }
      for (const alias of this.aliases) {
        const bits = spread(alias.text, text);
        if (!bits) continue;
        const rows = [[alias.row, 1.5]];
        pieces.push({ bits, length: alias.text.length, rows, first: 0, via: alias.word });
      }
      for (let at = 0; at < text.length - 1; at++) {
        for (let length = 2; at + length <= text.length; length++) {
          const part = text.substr(at, length);
          const found = this.matches(part);
          for (const alias of this.aliases) if (alias.text.includes(part)) found.push(alias.row);
          if (!found.length) break;
          const rarity = 1 - 0.5 * (Math.log(found.length) / Math.log(this.size + 1));
          const rows = found.map((row) => [row, rarity]);
          const bits = ((1 << length) - 1) << at;
          pieces.push({ bits, length, rows, first: 1, via: '', needle: part });
        }
      }
      pieces.sort((a, b) => b.length - a.length || a.first - b.first || a.rows.length - b.rows.length);
      const covered = new Map();
      for (const { bits, rows, via } of pieces) {
        for (const [row, weight] of rows) {
          const known = covered.get(row) || { mask: 0, value: 0, via: '' };
          let fresh = bits & ~known.mask;
          let gain = 0;
          for (; fresh; fresh &= fresh - 1) gain++;
          known.mask |= bits;
          known.value += gain * weight;
          known.via = known.via || via;
          covered.set(row, known);
        }
      }
      let best = 0;
      covered.forEach(({ value }) => (best = Math.max(best, value)));
      const needles = pieces.map(({ needle }) => needle);
      covered.forEach(({ value, via }, row) => {
        if (value * 3 < best * 2) return;
        hits.add(row, 'partial', Math.round((1 - value / best) * (MEASURES - 1)), via, needles);
      });
    }

    /** How names sound; null, and a note that it was wanted, as long as there is no pinyin. */
    sounds() {
      if (!this.sound && this.pinyin) this.sound = new Sounds(this, this.pinyin);
      if (!this.sound) this.wantsPinyin = true;
      return this.sound;
    }
  }

  /**
   * Where a word stands in a query, as bits; 0 when it does not. A word of three characters or more
   * may have up to three others in between: 邻居太吵 in 邻居半夜太吵.
   */
  function spread(word, text) {
    if (word.length < 2) return 0;
    const slack = word.length > 2 ? 3 : 0;
    for (let from = text.indexOf(word[0]); from >= 0; from = text.indexOf(word[0], from + 1)) {
      let bits = 1 << from;
      let at = from;
      for (let i = 1; i < word.length && at >= 0; i++) {
        at = text.indexOf(word[i], at + 1);
        if (at >= 0) bits |= 1 << at;
      }
      if (at >= 0 && at - from < word.length + slack) return bits;
    }
    return 0;
  }

  function some(list) {
    return Boolean(list && list.length);
  }

  /** Rows found so far, each with its best score and why. */
  class Hits {
    constructor(engine, text) {
      this.engine = engine;
      this.text = text;
      this.score = new Float64Array(engine.size).fill(Infinity);
      this.notes = new Map();
      this.count = 0;
    }

    addAll() {
      for (let row = 0; row < this.engine.size; row++) this.add(row, 'dept', 0, '', []);
    }

    /**
     * Note a match. What to highlight is either a list of needles, or `at` and `length` in the
     * folded name; with neither, the query itself.
     */
    add(row, why, measure, via, needles, at, length) {
      const rank = CLASS[why] * MEASURES + measure;
      const score = rank * PRIORS * LENGTHS * ROW_BITS + this.engine.base[row];
      if (score >= this.score[row]) return;
      if (this.score[row] === Infinity) this.count++;
      this.score[row] = score;
      this.notes.set(row, { why, via: via || '', needles: needles || null, at, length });
    }

    each(visit) {
      this.notes.forEach((note, row) => visit(row, CLASS[note.why]));
    }

    result(wanted) {
      const { engine } = this;
      const types = some(wanted.type) ? new Set(wanted.type) : null;
      const depts = some(wanted.dept) ? new Set(wanted.dept) : null;
      const topic = wanted.topic ? engine.topics.get(wanted.topic) || new Set() : null;
      const facets = { types: {}, depts: {} };
      const scores = [];
      let gone = 0;
      this.notes.forEach((note, row) => {
        if (topic && !topic.has(row)) return;
        const type = engine.table.types[engine.type[row]];
        const dept = engine.table.departments[engine.dept[row]];
        const typeFits = !types || types.has(type);
        const deptFits = !depts || depts.has(dept);
        // A box's number says what ticking it would show, so its own group does not limit it.
        if (deptFits) facets.types[type] = (facets.types[type] || 0) + 1;
        if (typeFits) facets.depts[dept] = (facets.depts[dept] || 0) + 1;
        if (typeFits && deptFits) {
          scores.push(this.score[row]);
          if (engine.gone.has(row)) gone++;
        }
      });
      const sorted = Float64Array.from(scores).sort();
      const limit = wanted.limit === undefined ? 30 : wanted.limit;
      const shown = limit < sorted.length ? sorted.subarray(0, limit) : sorted;
      const rows = Array.from(shown, (score) => {
        const index = score % ROW_BITS;
        const note = this.notes.get(index);
        return { index, score, why: note.why, via: note.via, ranges: this.ranges(index, note) };
      });
      return { total: sorted.length, gone, rows, facets };
    }

    /** Stretches of the name as written to highlight: [[start, end), …]. */
    ranges(row, note) {
      const name = this.engine.raw.line(row);
      const { folded, origin } = foldWithOrigin(name);
      const marks = new Uint8Array(folded.length);
      if (note.at !== undefined) marks.fill(1, note.at, note.at + note.length);
      else {
        for (const needle of note.needles || [this.text]) {
          if (!needle) continue;
          const at = folded.indexOf(needle);
          if (at >= 0) marks.fill(1, at, at + needle.length);
        }
      }
      const ranges = [];
      for (let i = 0; i < marks.length; i++) {
        if (!marks[i]) continue;
        let end = i;
        while (end < marks.length && marks[end]) end++;
        const last = origin[end - 1];
        const lead = name.charCodeAt(last);
        ranges.push([origin[i], last + (lead >= 0xd800 && lead <= 0xdbff ? 2 : 1)]);
        i = end;
      }
      return ranges;
    }
  }

  const PRIVATE = 0xe000;

  /**
   * How names sound. A syllable is one unit of a text (a private character), so that a scan for
   * sounds is the same as a scan for characters and cannot match from the middle of a syllable.
   */
  class Sounds {
    constructor(engine, { syllables, exceptions }) {
      this.list = [];
      this.unit = new Map();
      this.number = new Map();
      for (const group of syllables.split(',')) {
        const syllable = /^[a-z]*/.exec(group)[0];
        const number = this.list.push(syllable) - 1;
        this.number.set(syllable, number);
        for (const char of group.slice(syllable.length)) this.unit.set(char.charCodeAt(0), number);
      }
      // Keyboards differ in how they write ü.
      for (const [other, plain] of [['lyu', 'lv'], ['nyu', 'nv']]) {
        if (this.number.get(plain) >= 0) this.number.set(other, this.number.get(plain));
      }
      const units = Uint16Array.from(this.toUnits(engine.names.text));
      let row = 0;
      for (let i = 0; i < exceptions.length; i += 3) {
        row += exceptions[i];
        const { origin } = foldWithOrigin(engine.raw.line(row));
        const at = origin.indexOf(exceptions[i + 1]);
        if (at >= 0) units[engine.names.starts[row] + at] = PRIVATE + exceptions[i + 2];
      }
      this.size = engine.size;
      this.syllables = new Haystack(textOf(units), engine.size);
      this.initials = new Haystack(this.firstLetters(units), engine.size);
      this.nearOf = this.list.map((syllable) => nearSound(syllable));
      this.nearHay = null;
      this.cache = new Map();
    }

    toUnits(text) {
      const units = new Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const number = this.unit.get(code);
        units[i] = number === undefined ? code : PRIVATE + number;
      }
      return units;
    }

    unitsOf(text) {
      let units = this.cache.get(text);
      if (units === undefined) {
        units = textOf(this.toUnits(text));
        this.cache.set(text, units);
      }
      return units;
    }

    initialsOf(text) {
      return this.firstLetters(this.toUnits(text));
    }

    firstLetters(units) {
      const first = this.list.map((syllable) => syllable.charCodeAt(0));
      return textOf(units.map((unit) => (unit >= PRIVATE && unit < 0xf900 ? first[unit - PRIVATE] : unit)));
    }

    nearSyllables() {
      if (!this.nearHay) this.nearHay = new Haystack(this.near(this.syllables.text), this.size);
      return this.nearHay;
    }

    /** Replace each syllable by the first that sounds nearly the same. */
    near(units) {
      if (!this.nearUnit) {
        const first = new Map();
        this.nearUnit = this.nearOf.map((sound, number) => {
          if (!first.has(sound)) first.set(sound, number);
          return first.get(sound);
        });
      }
      const near = this.nearUnit;
      return units.replace(/[\ue000-\uf8ff]/g, (unit) =>
        String.fromCharCode(PRIVATE + near[unit.charCodeAt(0) - PRIVATE])
      );
    }

    startsWith(unit, letters, near) {
      const number = unit - PRIVATE;
      if (!(number >= 0 && number < this.list.length)) return false;
      return near
        ? this.nearOf[number].startsWith(nearSound(letters, true))
        : this.list[number].startsWith(letters);
    }

    /** All ways to read letters as syllables, the last of which may be unfinished. */
    readings(letters, near) {
      const found = [];
      const walk = (at, units) => {
        if (found.length >= 48) return;
        if (at === letters.length) {
          found.push({ units: near ? this.near(units) : units, rest: '' });
          return;
        }
        for (let length = Math.min(6, letters.length - at); length > 0; length--) {
          const number = this.number.get(letters.substr(at, length));
          if (number >= 0) walk(at + length, units + String.fromCharCode(PRIVATE + number));
        }
        const rest = letters.slice(at);
        if (units && rest.length < 6 && this.list.some((syllable) => syllable.startsWith(rest) && syllable !== rest)) {
          found.push({ units: near ? this.near(units) : units, rest });
        }
      };
      walk(0, '');
      return found;
    }
  }

  function nearSound(syllable, unfinished) {
    const begun = syllable.replace(/^([zcs])h/, '$1').replace(/^l/, 'n');
    return unfinished ? begun : begun.replace(/([aei]n)g$/, '$1');
  }

  function textOf(units) {
    let text = '';
    for (let i = 0; i < units.length; i += 8192) {
      text += String.fromCharCode.apply(null, units.slice(i, i + 8192));
    }
    return text;
  }

  root.PLSearch = {
    classes: CLASSES,
    fold,
    open(table) {
      return new Engine(table);
    },
  };
})(typeof globalThis !== 'undefined' ? globalThis : typeof self !== 'undefined' ? self : this);
