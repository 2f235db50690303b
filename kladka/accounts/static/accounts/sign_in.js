// Passkeys, which no page can use without a script, and a button that shows what was typed as a password.
(function () {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const options = form.dataset.options ? JSON.parse(form.dataset.options) : await fetched(form.action);
        const credential = await window.webauthnJSON[form.dataset.passkey](options);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        trouble.hidden = false;
        trouble.focus();
      }
    });
  }

  async function fetched(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options;
  }

  for (const field of document.querySelectorAll("input[data-reveal]")) {
    const button = document.querySelector("template[data-reveal-button]").content.firstElementChild.cloneNode(true);
    const words = [button.textContent, button.dataset.hide];
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.textContent = words[Number(shown)];
    });
    field.after(button);
  }
})();
