// The code of an invitation stands behind the # of its link: into the field with it, and out of the history.
const code = location.hash.slice(1);
if (code) {
  document.querySelector("#code").value = code;
  history.replaceState(null, "", location.pathname);
}
