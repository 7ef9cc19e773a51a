
// While developing: load again when another build is served.
setInterval(async () => {
  const page = await fetch("/").then((answer) => answer.text(), () => "MODULE");
  if (!page.includes("MODULE")) location.reload();
}, 1000);
