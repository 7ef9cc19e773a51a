// Colours for the previews. Loaded at the first preview; gives `isobarHighlight(text, language)`, which answers HTML.
import { core, json, protobuf, xml, yaml } from "VENDOR";

const comment = (begin) => ({ scope: "comment", begin, end: /$/ });
const string = { scope: "string", begin: /"/, end: /"/ };
const mermaid = () => ({
  keywords: "flowchart graph subgraph end classDef class style linkStyle direction LR RL TB BT TD",
  contains: [comment(/%%/), string, { scope: "punctuation", begin: /[-.=]+>|---|-\.-/ }],
});
const storm = () => ({
  contains: [
    comment(/\/\//),
    { scope: "title", begin: /^#!? /, end: /$/ },
    {
      scope: "keyword",
      begin: /(?:^|(?<= > ))\^?(?:actor|command|query|aggregate|event|policy|readmodel|system|hotspot|opportunity|screen|definition|text)!?(?= )/,
    },
    { scope: "punctuation", begin: / > / },
  ],
});
for (const [name, language] of Object.entries({ json, mermaid, protobuf, storm, xml, yaml })) core.registerLanguage(name, language);

globalThis.isobarHighlight = (text, language) => core.highlight(text, { language, ignoreIllegals: true }).value;
