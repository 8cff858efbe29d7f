// An open part of the menu that lies over the page closes with Escape, and when its reader goes on.
const parts = [...document.querySelectorAll(".menu details")];

/** Say whether a part lies over the page: on a narrow screen it moves what is below it instead. */
function isOver(part) {
  return part.open && getComputedStyle(part.querySelector("ul")).position === "absolute";
}

for (const part of parts) {
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
