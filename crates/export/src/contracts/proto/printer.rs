//! Lines of a proto file: indentation, comments, and the imports that its types need.

use std::collections::BTreeSet;

use crate::naming;

/// Widest comment line.
const WIDTH: usize = 100;

#[derive(Default)]
pub(super) struct Printer {
    body: String,
    depth: usize,
    imports: BTreeSet<String>,
    needs: BTreeSet<&'static str>,
}

impl Printer {
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// A file of the world that a type comes from.
    pub fn import(&mut self, path: &str) {
        self.imports.insert(path.to_owned());
    }

    /// A file of the same package that a type comes from, without its extension.
    pub fn need(&mut self, file: &'static str) {
        self.needs.insert(file);
    }

    pub fn needs(&self, file: &str) -> bool {
        self.needs.contains(file)
    }

    pub fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.body.push_str(&"  ".repeat(self.depth));
            self.body.push_str(text);
        }
        self.body.push('\n');
    }

    /// A comment before what follows: one paragraph a text, never empty.
    pub fn comment(&mut self, paragraphs: &[String]) {
        let mut first = true;
        for paragraph in paragraphs
            .iter()
            .map(|p| naming::plain(p))
            .filter(|p| !p.is_empty())
        {
            if !first {
                self.line("//");
            }
            first = false;
            for line in wrapped(&paragraph, WIDTH - 3 - 2 * self.depth) {
                self.line(&format!("// {line}"));
            }
        }
    }

    /// `head {`, the content, `}`, with an empty line before it where it is not the first.
    pub fn block(&mut self, head: &str, content: impl FnOnce(&mut Printer)) {
        self.line(&format!("{head} {{"));
        let before = self.body.len();
        self.depth += 1;
        content(self);
        self.depth -= 1;
        if self.body.len() == before {
            // nothing inside: close on the same line
            self.body.truncate(before - 1);
            self.body.push_str("}\n");
        } else {
            self.line("}");
        }
    }

    /// An empty line, unless the file or block has just begun.
    pub fn gap(&mut self) {
        if !self.body.is_empty() && !self.body.ends_with("{\n") && !self.body.ends_with("\n\n") {
            self.line("");
        }
    }

    /// The whole file.
    pub fn finish(self, origin: &str, package: &str, folder: &str) -> String {
        let own = self.needs.iter().map(|n| format!("{folder}/{n}.proto"));
        let imports: BTreeSet<String> = self.imports.into_iter().chain(own).collect();
        let mut text = format!("// {origin}\n\nsyntax = \"proto3\";\n\npackage {package};\n\n");
        for import in &imports {
            text.push_str(&format!("import \"{import}\";\n"));
        }
        if !imports.is_empty() {
            text.push('\n');
        }
        text + &self.body
    }
}

/// Words into lines of at most `width` characters; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
