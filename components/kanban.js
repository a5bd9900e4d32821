// The board in the browser: draws columns, moves cards by mouse, finger, keyboard and menu.
//
// A move is shown at once and kept in `pending` until the server has settled it: whatever the
// server sends meanwhile is drawn with the pending moves on top. It decides nothing.

const LONG_PRESS = 260; // ms: shorter and a scroll begins a drag, longer and it feels broken
const SLOP = 8; // px a finger or mouse may tremble
const EDGE = 60; // px from an edge where a drag scrolls

export default {
  template: `
    <div class="kb" :class="{'kb-dragging': drag}">
      <nav class="kb-tabs" ref="tabs" :aria-label="words.stages">
        <button v-for="c in shown" :key="c.id" type="button" class="kb-tab" :data-stage="c.id"
          :class="{'kb-on': c.id === current, 'kb-over': over === c.id}"
          :style="{'--stage': c.colour}" :aria-current="c.id === current" @click="go(c.id)">
          <span class="kb-dot"></span>{{ c.title }}<b>{{ c.count.toLocaleString('ru-RU') }}</b>
        </button>
      </nav>
      <div class="kb-board" ref="board" @scroll.passive="look">
        <section v-for="c in shown" :key="c.id" class="kb-column" :data-stage="c.id"
          :class="{'kb-over': over === c.id}" :style="{'--stage': c.colour}" :aria-label="c.title">
          <header class="kb-head">
            <span class="kb-dot"></span><h2>{{ c.title }}</h2>
            <span class="kb-count">{{ c.count.toLocaleString('ru-RU') }}</span>
            <span class="kb-sum">{{ money(c.sum) }}</span>
          </header>
          <transition-group name="kb" tag="div" class="kb-cards">
            <article v-for="card in c.cards" :key="card.id" class="kb-card" :data-client="card.id"
              :class="{'kb-lifted': drag && drag.card.id === card.id, 'kb-stale': card.stale}"
              @mousedown="press($event, card, c)" @touchstart.passive="touch($event, card, c)"
              @keydown="key($event, card, c)" @contextmenu="hold">
              <a class="kb-name" :href="link(card)" draggable="false" @click="click">{{ card.name }}</a>
              <button type="button" class="kb-more" :aria-label="words.move + ' ' + card.name"
                @mousedown.stop @touchstart.stop.passive @click="choose($event, card, c)">
                <i class="i i-move" aria-hidden="true"></i>
              </button>
              <div class="kb-facts">
                <span :class="{'kb-late': card.stale}">{{ card.days }}</span>
                <span v-if="card.worth !== null" class="kb-worth">{{ money(card.worth) }}</span>
              </div>
              <div v-if="card.hint" class="kb-hint" :class="{'kb-now': card.now}">{{ card.hint }}</div>
            </article>
          </transition-group>
          <p v-if="!c.count" class="kb-empty">{{ words.empty }}</p>
          <button v-if="c.count > c.cards.length" type="button" class="kb-rest"
            @click="$emit('more', {stage: c.id})">
            {{ words.more }} {{ (c.count - c.cards.length).toLocaleString('ru-RU') }}
          </button>
        </section>
      </div>
      <q-menu v-if="menu && !narrow" :target="menu.at" :model-value="true" no-parent-event
        anchor="bottom right" self="top right" @hide="menu = null">
        <div class="kb-menu" role="menu">
          <p>{{ words.move }}</p>
          <button v-for="c in others" :key="c.id" type="button" role="menuitem"
            :style="{'--stage': c.colour}" @click="pick(c)"><span class="kb-dot"></span>{{ c.title }}</button>
        </div>
      </q-menu>
      <q-dialog v-if="menu && narrow" :model-value="true" position="bottom" @hide="menu = null">
        <div class="kb-menu kb-sheet" role="menu">
          <p>{{ words.move }}<br><b>{{ menu.card.name }}</b></p>
          <button v-for="c in others" :key="c.id" type="button" role="menuitem"
            :style="{'--stage': c.colour}" @click="pick(c)"><span class="kb-dot"></span>{{ c.title }}</button>
        </div>
      </q-dialog>
      <div class="kb-said" aria-live="polite">{{ said }}</div>
    </div>`,

  props: { columns: Array, words: Object },
  emits: ["move", "more"],

  data() {
    return {
      kept: this.columns, pending: {}, drag: null, over: null, menu: null,
      current: this.columns.length ? this.columns[0].id : null,
      narrow: false, said: "",
    };
  },

  computed: {
    shown() {
      return Object.entries(this.pending).reduce((cs, [client, to]) => moved(cs, client, to, this.words), this.kept);
    },
    others() {
      return this.menu ? this.shown.filter((c) => c.id !== this.menu.from) : [];
    },
  },

  created() {
    this.width = window.matchMedia("(max-width: 699px)");
    this.narrow = this.width.matches;
    this.onWidth = (e) => (this.narrow = e.matches);
    this.width.addEventListener("change", this.onWidth);
    // One listener each, not passive, so that a page does not scroll under a lifted card.
    this.onTouchMove = (e) => this.touchMove(e);
    this.onMouseMove = (e) => this.mouseMove(e);
    this.onUp = (e) => this.up(e);
    this.onEscape = (e) => e.key === "Escape" && this.drag && this.drop(null);
    this.onLost = () => this.drop(null);
  },

  beforeUnmount() {
    this.width.removeEventListener("change", this.onWidth);
    this.drop(null);
  },

  methods: {
    // Told by the server: these columns are so now.
    patch(columns) {
      const fresh = Object.fromEntries(columns.map((c) => [c.id, c]));
      this.kept = this.kept.map((c) => fresh[c.id] || c);
    },
    // Told by the server: all columns anew, in this order.
    reset(columns) {
      this.kept = columns;
      if (!columns.some((c) => c.id === this.current)) this.current = columns.length ? columns[0].id : null;
    },
    // Told by the server: the move of this client is done, or refused.
    settle(client) {
      const { [client]: _, ...rest } = this.pending;
      this.pending = rest;
    },

    move(card, from, to) {
      if (to === null || to === from) return;
      this.pending = { ...this.pending, [card.id]: to };
      const target = this.kept.find((c) => c.id === to);
      this.said = `${card.name}: ${target.title}`;
      this.$emit("move", { client: card.id, stage: to, from });
    },
    choose(event, card, column) {
      this.menu = { card, from: column.id, at: event.currentTarget };
    },
    pick(column) {
      const { card, from } = this.menu;
      this.menu = null;
      this.move(card, from, column.id);
    },
    key(event, card, column) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || !event.altKey) return;
      event.preventDefault();
      const place = this.shown.findIndex((c) => c.id === column.id) + step;
      if (this.shown[place]) this.move(card, column.id, this.shown[place].id);
    },
    go(id) {
      const column = this.$refs.board.querySelector(`[data-stage="${id}"]`);
      this.$refs.board.scrollTo({ left: column.offsetLeft - this.$refs.board.offsetLeft - 16, behavior: "smooth" });
    },
    look() {
      const board = this.$refs.board;
      const middle = board.scrollLeft + board.clientWidth / 2;
      const near = [...board.children].find((c) => c.offsetLeft - board.offsetLeft + c.offsetWidth > middle);
      if (!near || near.dataset.stage === this.current) return;
      this.current = near.dataset.stage;
      const tab = this.$refs.tabs.querySelector(`[data-stage="${this.current}"]`);
      this.$refs.tabs.scrollTo({ left: tab.offsetLeft - this.$refs.tabs.clientWidth / 3, behavior: "smooth" });
    },

    press(event, card, column) {
      if (event.button !== 0) return;
      event.preventDefault();
      this.held = { card, from: column.id, element: event.currentTarget, x: event.clientX, y: event.clientY };
      document.addEventListener("mousemove", this.onMouseMove);
      document.addEventListener("mouseup", this.onUp);
    },
    mouseMove(event) {
      const far = Math.hypot(event.clientX - this.held.x, event.clientY - this.held.y) > SLOP;
      if (!this.drag && far) this.lift();
      if (this.drag) this.follow(event.clientX, event.clientY);
    },
    touch(event, card, column) {
      if (event.touches.length > 1) return this.drop(null);
      const { clientX: x, clientY: y } = event.touches[0];
      this.held = { card, from: column.id, element: event.currentTarget, x, y };
      this.timer = setTimeout(() => { this.lift(); if (navigator.vibrate) navigator.vibrate(12); }, LONG_PRESS);
      document.addEventListener("touchmove", this.onTouchMove, { passive: false });
      document.addEventListener("touchend", this.onUp);
      document.addEventListener("touchcancel", this.onLost);
    },
    touchMove(event) {
      const { clientX: x, clientY: y } = event.touches[0];
      if (this.drag) {
        event.preventDefault();
        return this.follow(x, y);
      }
      if (Math.hypot(x - this.held.x, y - this.held.y) > SLOP) this.drop(null);
    },
    hold(event) {
      // A long press also opens the browser's own menu: not while a finger holds the card.
      if (this.held) event.preventDefault();
    },
    click(event) {
      if (this.justDropped) event.preventDefault();
    },
    up() {
      this.drop(this.drag ? this.over : null);
    },

    lift() {
      const { element, x, y } = this.held;
      const box = element.getBoundingClientRect();
      this.ghost = element.cloneNode(true);
      this.ghost.className = "kb-card kb-ghost";
      Object.assign(this.ghost.style, { width: `${box.width}px`, left: `${box.left}px`, top: `${box.top}px` });
      document.body.append(this.ghost);
      this.drag = { card: this.held.card, from: this.held.from, dx: x, dy: y };
      this.point = { x, y };
      document.addEventListener("keydown", this.onEscape);
      this.scrollAtEdges();
    },
    follow(x, y) {
      this.point = { x, y };
      this.ghost.style.translate = `${x - this.drag.dx}px ${y - this.drag.dy}px`;
      const under = document.elementFromPoint(x, y);
      const stage = under && under.closest("[data-stage]");
      this.over = stage && this.$el.contains(stage) && stage.dataset.stage !== this.drag.from ? stage.dataset.stage : null;
    },
    scrollAtEdges() {
      if (!this.drag) return;
      const board = this.$refs.board, box = board.getBoundingClientRect();
      const { x, y } = this.point;
      if (x > box.right - EDGE) board.scrollLeft += 12;
      if (x < box.left + EDGE) board.scrollLeft -= 12;
      if (y > window.innerHeight - EDGE) window.scrollBy(0, 10);
      if (y < EDGE) window.scrollBy(0, -10);
      this.follow(x, y);
      this.frame = requestAnimationFrame(() => this.scrollAtEdges());
    },
    drop(to) {
      clearTimeout(this.timer);
      cancelAnimationFrame(this.frame);
      document.removeEventListener("mousemove", this.onMouseMove);
      document.removeEventListener("mouseup", this.onUp);
      document.removeEventListener("touchmove", this.onTouchMove);
      document.removeEventListener("touchend", this.onUp);
      document.removeEventListener("touchcancel", this.onLost);
      document.removeEventListener("keydown", this.onEscape);
      if (this.ghost) this.ghost.remove();
      if (this.drag) {
        // The click that ends a drag must not open the card.
        this.justDropped = true;
        setTimeout(() => (this.justDropped = false), 50);
        if (to) this.move(this.drag.card, this.drag.from, to);
      }
      this.drag = this.over = this.held = this.ghost = null;
    },

    link(card) {
      return (window.path_prefix || "") + card.url;
    },
    money(kopecks) {
      if (kopecks === null) return "…";
      const digits = kopecks % 100 ? 2 : 0;
      return (kopecks / 100).toLocaleString("ru-RU", { minimumFractionDigits: digits, maximumFractionDigits: digits }) + "\u00a0₽";
    },
  },
};

function moved(columns, client, to, words) {
  const from = columns.find((c) => c.cards.some((card) => card.id === client));
  if (!from || from.id === to) return columns;
  const card = { ...from.cards.find((c) => c.id === client), days: words.today, stale: false };
  const change = (c, sign, cards) => ({
    ...c, cards, count: c.count + sign, sum: c.sum === null ? null : c.sum + sign * (card.worth || 0),
  });
  return columns.map((c) => {
    if (c.id === from.id) return change(c, -1, c.cards.filter((other) => other.id !== client));
    return c.id === to ? change(c, 1, [card, ...c.cards]) : c;
  });
}
