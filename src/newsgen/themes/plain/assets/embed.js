// Videos, maps and posts of other services: each is asked for when its button is pressed, not before.
for (const figure of document.querySelectorAll(".embed[data-src]")) {
  const [offer, button] = [figure.querySelector("div"), figure.querySelector("button")];
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = figure.dataset.title;
    frame.allow = "fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = figure.dataset.src;
    offer.replaceWith(frame);
    frame.focus();
  });
  offer.hidden = false;
}
