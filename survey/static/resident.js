// What makes the resident's pages easier where scripts run. Each page is complete without it.
"use strict";

const find = (id) => document.getElementById(id);
const fill = (words, facts) => words.replace(/{(\w+)}/g, (_, name) => facts[name]);
document.documentElement.classList.add("js");

// The welcome page: the slip's token comes in the part of the address that is never sent.

function recogniseSlip() {
  const token = location.hash.slice(1);
  if (!find("token") || !/^[\w-]{20,}$/.test(token)) return;
  history.replaceState(null, "", location.pathname);
  find("token").value = token;
  find("code-field").hidden = true;
  find("recognised").hidden = false;
  for (const link of document.querySelectorAll(".switches a")) link.hash = token;
}

function readAloud() {
  const button = find("read-aloud"), words = [button.textContent, button.dataset.stop];
  if (!window.speechSynthesis) return;
  button.hidden = false;
  button.onclick = () => {
    const speaking = button.textContent === words[1];
    speechSynthesis.cancel();
    button.textContent = words[speaking ? 0 : 1];
    if (speaking) return;
    const speech = new SpeechSynthesisUtterance(find("consent").textContent);
    speech.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
    speech.rate = 0.9;
    speech.onend = () => { button.textContent = words[0]; };
    speechSynthesis.speak(speech);
  };
}

// The form

const DRAFT = "draft";
let form, cards, unsent = false;

const pressed = (card) => card.querySelector(":checked")?.value || "";

function forgetDraft() { sessionStorage.removeItem(DRAFT); }

function keepDraft() {
  unsent = true;
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrf_token");
  sessionStorage.setItem(DRAFT, fields);
}

// A page that the phone threw away and loads again gets its answers back; who enters with a slip starts clean.
function takeUpDraft() {
  if (location.pathname !== form.dataset.here) {
    if (location.pathname.endsWith("/enter")) forgetDraft();
    history.replaceState(null, "", form.dataset.here);
    return;
  }
  const draft = new URLSearchParams(sessionStorage.getItem(DRAFT) || "");
  if (draft.get("slip") !== form.elements.slip.value) return;
  for (const [name, value] of draft) {
    for (const field of [form.elements[name] || []].flatMap((found) => found.length && !found.tagName ? [...found] : [found])) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.checked || field.value === value;
      else if (field.type) field.value = value;
    }
  }
}

// Pressing a chosen answer once more takes it back.
function makeClearable() {
  let was = null;
  form.addEventListener("pointerdown", ({ target }) => {
    const radio = target.closest(".rate label")?.control;
    was = radio?.checked ? radio : null;
  });
  form.addEventListener("click", ({ target }) => {
    if (target !== was) return;
    was = null;
    target.closest(".rate").querySelector("[value='']").checked = true;
    changed();
  });
}

function showProgress() {
  const done = cards.filter(pressed).length, count = find("count");
  count.textContent = fill(count.dataset.words, { n: done, all: cards.length });
  document.querySelector("progress").value = done / (cards.length || 1);
  find("next-blank").disabled = done === cards.length;
}

function goToNextBlank() {
  const top = find("progress").getBoundingClientRect().bottom + 40;
  const blank = cards.filter((card) => !pressed(card));
  const next = blank.find((card) => card.getBoundingClientRect().top > top) || blank[0];
  next.scrollIntoView({ block: "center" });
  next.querySelector("input").focus({ preventScroll: true });
}

// The three wishes: the selects keep them, chips of the activities set them.

const selects = () => ["wish1", "wish2", "wish3"].map(find);
const wishes = () => selects().map((select) => select.value).filter(Boolean);
const setWishes = (chosen) => selects().forEach((select, place) => { select.value = chosen[place] || ""; });

function makeChips() {
  for (const { value, text } of [...find("wish1").options].slice(1)) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.value = value;
    chip.dataset.title = text.trim();
    chip.onclick = () => toggleWish(value);
    find("others").lastElementChild.append(chip);
  }
  setWishes([...new Set(wishes())]);
  find("selects").hidden = true;
  find("chips").hidden = false;
}

function toggleWish(value) {
  const chosen = wishes();
  if (chosen.includes(value)) setWishes(chosen.filter((other) => other !== value));
  else if (chosen.length < 3) setWishes([...chosen, value]);
  changed();
  if (chosen.length === 3 && !chosen.includes(value)) find("chosen").textContent = find("chosen").dataset.full;
}

function showChips() {
  const chosen = wishes(), places = find("chosen").dataset.places.split("|");
  const focused = document.activeElement;
  for (const chip of [...document.querySelectorAll(".chip")].sort((a, b) => a.value - b.value)) {
    const place = chosen.indexOf(chip.value);
    chip.textContent = place < 0 ? chip.dataset.title : `${place + 1} ${chip.dataset.title}`;
    chip.setAttribute("aria-pressed", place >= 0);
    const liked = place >= 0 || pressed(find("r" + chip.value)) === "2";
    (liked ? find("wanted") : find("others").lastElementChild).append(chip);
  }
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  find("others").open = find("others").open || !find("wanted").children.length;
  find("chosen").textContent = chosen
    .map((value, place) => `${places[place]}：${document.querySelector(`.chip[value="${value}"]`).dataset.title}`)
    .join("　");
}

function countLetters() {
  const text = find("wish"), left = find("left");
  left.textContent = fill(left.dataset.words, { n: text.maxLength - text.value.length });
}

function changed() {
  showProgress();
  showChips();
  keepDraft();
}

function changeSizeAtOnce(event) {
  const size = event.currentTarget.dataset.size;
  event.preventDefault();
  document.documentElement.classList.remove("size-normal", "size-large", "size-huge");
  document.documentElement.classList.add("size-" + size);
  const [host, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
  document.cookie = `${host}size=${size}; max-age=31536000; path=/; samesite=lax${secure}`;
  for (const button of document.querySelectorAll("[data-size]")) button.toggleAttribute("aria-current", button.dataset.size === size);
  document.querySelector(`[data-size="${size}"]`).setAttribute("aria-current", "true");
}

// A connection that breaks costs nothing: the page stays as it is until the server says that it has the answer.
async function send(event) {
  if (event.submitter?.id !== "send") { unsent = false; return; }
  event.preventDefault();
  const notice = find("offline");
  notice.hidden = find("send").disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    if (answer.status >= 500) throw new Error("busy");
    unsent = false;
    if (answer.type === "opaqueredirect") location.replace(form.dataset.next);
    else HTMLFormElement.prototype.submit.call(form);
  } catch (fault) {
    notice.textContent = fault.message === "busy" ? notice.dataset.busy : notice.dataset.words;
    notice.hidden = false;
  }
  find("send").disabled = false;
}

function startForm() {
  form = find("answers");
  cards = [...document.querySelectorAll(".act")];
  takeUpDraft();
  makeChips();
  makeClearable();
  find("progress").hidden = false;
  find("next-blank").onclick = goToNextBlank;
  form.addEventListener("change", changed);
  form.addEventListener("submit", send);
  find("wish").addEventListener("input", () => { countLetters(); keepDraft(); });
  for (const button of document.querySelectorAll("[data-size]")) button.addEventListener("click", changeSizeAtOnce);
  addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });
  showProgress();
  showChips();
  countLetters();
}

// A whole page that the browser kept to go back to may belong to whoever held the phone before.
addEventListener("pageshow", ({ persisted }) => {
  unsent &&= !persisted;
  if (persisted) location.reload();
});

if (find("enter")) { recogniseSlip(); readAloud(); }
if (find("answers")) startForm();
if (find("thanks") || find("goodbye")) forgetDraft();
