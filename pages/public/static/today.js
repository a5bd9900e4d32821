// Sets saved without a reload or a network; rests counted.
const one = (s) => document.querySelector(s);
const rows = [...document.querySelectorAll("[data-set]")];
const name = `sets ${location.pathname}`;
const read = () => JSON.parse(localStorage.getItem(name) || "{}");
const write = (queue) => localStorage.setItem(name, JSON.stringify(queue));
const told = (row) => Object.fromEntries(new FormData(row));
const keyOf = (d) => [d.week, d.weekday, d.slug, d.number].join();
const rowOf = (key) => rows.find((row) => keyOf(told(row)) === key);
// No storage: the forms work alone.
const left = read();

const show = (row, state, text) => {
  if (!row) return;
  row.classList.toggle("is-waiting", state === "wait");
  row.classList.toggle("is-done", state !== "wrong");
  one("[data-count]").textContent = rows.filter((r) => r.matches(".is-done")).length;
  row.querySelector(".error")?.remove();
  const made = { className: "error", role: "alert", textContent: text };
  if (text) row.append(Object.assign(document.createElement("p"), made));
};
const lost = one("[data-offline]");

// Kept, then sent; the last word wins.
let busy;
const flush = async () => {
  if (busy) return;
  busy = true;
  try {
    for (let top; (top = Object.entries(read())[0]); ) {
      const [key, sent] = top;
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams(sent),
      });
      if (answer.status > 499 || answer.status === 429) throw answer;
      const { error } = await answer.json();
      const queue = read();
      if (JSON.stringify(queue[key]) !== JSON.stringify(sent)) continue;
      delete queue[key];
      write(queue);
      show(rowOf(key), error ? "wrong" : "done", error?.message);
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
    for (const key in read()) show(rowOf(key), "wait");
  }
  busy = false;
};

// By the clock: a lock stops no rest.
const timer = one("[data-timer]");
const said = one("[data-said]");
let until, beat;
const tick = () => {
  const s = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  one("[data-left]").textContent = `${(s / 60) | 0}:${`${s % 60}`.padStart(2, 0)}`;
  if (s) return;
  clearInterval(beat);
  said.textContent = timer.dataset.over;
};
const rest = (seconds) => {
  clearInterval(beat);
  until = Date.now() + seconds * 1000;
  timer.hidden = !seconds;
  said.textContent = timer.dataset.begun;
  tick((beat = setInterval(tick, 250)));
};
one("[data-enough]").onclick = () => (clearInterval(beat), (timer.hidden = true));

for (const row of rows)
  row.onsubmit = (event) => {
    event.preventDefault();
    const set = told(row);
    write({ ...read(), [keyOf(set)]: set });
    if (!row.matches(".is-done")) rest(+row.dataset.rest);
    show(row, "done");
    flush();
  };
for (const key in left) {
  const row = rowOf(key);
  for (const k in row && left[key]) row.elements[k].value = left[key][k];
}
addEventListener("online", flush);
setInterval(flush, 15e3);
flush();
