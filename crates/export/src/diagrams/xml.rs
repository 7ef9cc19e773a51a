//! A printer of XML that escapes.

/// Elements in order of writing.
#[derive(Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// `<!-- text -->`
    pub fn comment(&mut self, text: &str) {
        let text = escape(text).replace("--", "- -");
        self.text.push_str(&format!("<!-- {text} -->\n"));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, String)]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with a text in it.
    pub fn text(&mut self, name: &'static str, attributes: &[(&str, String)], text: &str) {
        self.start(name, attributes);
        self.text.push_str(&format!(">{}</{name}>\n", escape(text)));
    }

    /// Everything until [`Xml::close`] stands inside this element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, String)]) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text
                .push_str(&format!("{}</{name}>\n", "  ".repeat(self.open.len())));
        }
    }

    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.text.push_str(&"  ".repeat(self.open.len()));
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
    }
}

/// A length or coordinate: at most two digits after the point.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// What XML 1.0 allows, with its five characters escaped.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
