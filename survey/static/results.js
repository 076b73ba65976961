// The budget slider: moving it asks the server for the plan under that budget. Without this file the button does the same.
const form = document.getElementById("trial");
if (form) {
  const number = form.elements.budget;
  const slider = document.getElementById("slider");
  const range = document.getElementById("range");
  const selection = document.getElementById("selection");
  let waiting, asked = 0;
  slider.hidden = false;

  const show = async () => {
    const turn = ++asked;
    const query = new URLSearchParams({ budget: number.value || 0, part: "selection" });
    selection.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.action}?${query}`, { credentials: "same-origin" });
      const html = await answer.text();
      if (turn === asked && answer.ok) selection.innerHTML = html;
    } finally {
      if (turn === asked) selection.removeAttribute("aria-busy");
    }
  };
  const soon = (other, source) => {
    other.value = source.value;
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  };
  range.addEventListener("input", () => soon(number, range));
  number.addEventListener("input", () => soon(range, number));
  form.addEventListener("submit", (submitted) => { submitted.preventDefault(); show(); });
}
