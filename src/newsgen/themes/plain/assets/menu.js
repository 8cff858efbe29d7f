// An open part of the menu that lies over the page closes with Escape, and when its reader goes on.
// It is moved where it would run off the screen.
const parts = [...document.querySelectorAll(".menu details")];

/** Say whether a part lies over the page: on a narrow screen it moves what is below it instead. */
function isOver(part) {
  return part.open && getComputedStyle(part.querySelector("ul")).position === "absolute";
}

/** Move a part that lies over the page back to where it is seen, if it runs off at a side. */
function moveIntoView(part) {
  const links = part.querySelector("ul");
  links.style.translate = "";
  if (!isOver(part)) return;
  const { left, right } = links.getBoundingClientRect();
  const off = Math.max(0, right - document.documentElement.clientWidth) || Math.min(0, left);
  if (off) links.style.translate = `${-off}px`;
}

addEventListener("resize", () => parts.forEach(moveIntoView));

for (const part of parts) {
  part.addEventListener("toggle", () => moveIntoView(part));
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOver(part)) {
      part.open = false;
      part.querySelector("summary").focus();
    }
  });
}

for (const leaving of ["focusin", "click"]) {
  document.addEventListener(leaving, (event) => {
    for (const part of parts) {
      if (!part.contains(event.target) && isOver(part)) part.open = false;
    }
  });
}
