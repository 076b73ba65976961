// The catalogue: a search box and a running count. Without this file everything is there, only longer.
const form = document.querySelector("form.catalogue");
const search = form.querySelector("#search");
const chosen = form.querySelector(".chosen");

function filter() {
  const words = search.value.trim().toLowerCase().split(/\s+/);
  for (const entry of form.querySelectorAll(".entry")) {
    const group = entry.closest("fieldset").querySelector("legend").textContent;
    const text = (group + entry.textContent).toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
  }
  for (const group of form.querySelectorAll("fieldset")) {
    group.hidden = !group.querySelector(".entry:not([hidden])");
  }
  form.querySelector(".nothing").hidden = Boolean(form.querySelector(".entry:not([hidden])"));
}

function count() {
  const number = form.querySelectorAll("input[name=chosen]:checked:enabled").length;
  chosen.textContent = number ? chosen.dataset.words.replace("{}", number) : "";
}

form.querySelector(".search").hidden = false;
search.addEventListener("input", filter);
search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
form.addEventListener("change", count);
count();
