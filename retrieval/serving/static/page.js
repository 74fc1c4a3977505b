// Without this script everything works; with it, a citation is copied by one touch.
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = button.parentElement.querySelector("textarea");
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
    button.setAttribute("role", "status");
  });
}
