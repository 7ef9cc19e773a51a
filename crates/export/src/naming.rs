//! Identifiers from any script: words in ASCII, never empty, never a reserved word, never the same twice.

use std::collections::HashSet;
use std::sync::LazyLock;

use heck::ToSnakeCase;

/// Longest identifier, in characters of its snake case form.
const MAX_NAME: usize = 56;

/// Keywords of TypeScript, Java, Go, Python, Rust, C# and proto, then built in types and what generated clients export, last
/// what Windows takes for devices: words that some target language, generator, runtime or file system keeps for itself. A name that is just one of these gets its kind
/// as a second word.
const RESERVED: &str = "\
    abstract and any as assert async await base bool boolean break byte bytes case catch chan char class const continue \
    crate debugger declare def default defer del delegate delete do double dyn elif else enum eval event except exec \
    export extends extension extern false final finally fixed fixed32 fixed64 float fn for foreach from func function \
    get global go goto group if impl implements import in inline inout instanceof int int32 int64 interface internal is \
    lambda let local lock long loop macro map match max message mod module move mut namespace native never new nil none \
    nonlocal not null object of oneof operator option optional or out override package params pass print priv private \
    protected protocol pub public raise range readonly ref register repeated require required reserved return returns \
    rpc sealed select self service set short sizeof static stream strictfp string struct super switch symbol \
    synchronized syntax this throw throws to trait transient true try type typedef typeof uint32 uint64 undefined union \
    unknown unsafe unsized use using val var virtual void volatile weak where while with xor yield \
    array blob buffer client configuration constructor date error exception fetch file google hasownproperty headers \
    json list middleware models number page problem promise prototype record request response runtime status timestamp \
    tostring valueof \
    aux con nul prn com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

/// What generated TypeScript clients export beside the models, squashed.
pub const CLIENT_NAMES: &str = "\
    apiresponse baseapi basepath blobapiresponse collectionformats configurationparameters defaultconfig errorcontext \
    fetchapi fetcherror fetchparams httpbody httpheaders httpmethod httpquery initoverridefunction jsonapiresponse \
    modelpropertynaming requestcontext requestopts requirederror responsecontext responseerror responsetransformer \
    textapiresponse voidapiresponse";

/// A name as lower case ASCII words, ready for any case convention. The first word begins with a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Vec<String>);

impl Name {
    /// The name that a text gives. `kind` (a plain word) stands in where the text gives nothing, leads where the text
    /// begins with a digit, and follows where the text is a reserved word.
    pub fn of(text: &str, kind: &str) -> Name {
        Name::from_words(words(text), kind)
    }

    pub fn from_words(words: impl IntoIterator<Item = String>, kind: &str) -> Name {
        let name = Name::cut(words, kind);
        match is_reserved(&name.squashed()) {
            true => name.and(kind),
            false => name,
        }
    }

    /// As many whole words as a name may hold, the first beginning with a letter.
    fn cut(words: impl IntoIterator<Item = String>, kind: &str) -> Name {
        let mut kept: Vec<String> = Vec::new();
        let mut length = 0;
        for word in words {
            let word: String = word.chars().take(MAX_NAME).collect();
            if word.is_empty() {
                continue;
            }
            if length + word.len() + 1 > MAX_NAME {
                break;
            }
            length += word.len() + 1;
            kept.push(word);
        }
        if kept
            .first()
            .is_none_or(|w| !w.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            kept.insert(0, kind.to_owned());
        }
        Name(kept)
    }

    /// A word of a path, which nothing reserves.
    pub fn of_path(words: impl IntoIterator<Item = String>, kind: &str) -> Name {
        Name::cut(words, kind)
    }

    /// The name of a field: members of a type are free to be called anything.
    pub fn of_field(text: &str) -> Name {
        Name::cut(words(text), "field")
    }

    /// With one more word at the end.
    pub fn and(&self, word: &str) -> Name {
        let mut words = self.0.clone();
        words.extend(self::words(word));
        Name(words)
    }

    fn numbered(&self, n: usize) -> Name {
        let mut words = self.0.clone();
        if let Some(last) = words.last_mut() {
            // "v2" numbered 3 is "v2x3", not "v23"
            let cross = if last.ends_with(|c: char| c.is_ascii_digit()) {
                "x"
            } else {
                ""
            };
            last.push_str(&format!("{cross}{n}"));
        }
        Name(words)
    }

    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// `bookCargo`
    pub fn camel(&self) -> String {
        let pascal = self.pascal();
        pascal[..1].to_ascii_lowercase() + &pascal[1..]
    }

    /// `BookCargo`
    pub fn pascal(&self) -> String {
        self.0
            .iter()
            .map(|w| w[..1].to_ascii_uppercase() + &w[1..])
            .collect()
    }

    /// `book_cargo`
    pub fn snake(&self) -> String {
        self.0.join("_")
    }

    /// `book-cargo`
    pub fn kebab(&self) -> String {
        self.0.join("-")
    }

    /// `BOOK_CARGO`
    pub fn shouting(&self) -> String {
        self.snake().to_ascii_uppercase()
    }

    /// All words run together: two names with different squashed forms differ in every case convention.
    pub fn squashed(&self) -> String {
        self.0.concat()
    }
}

fn is_reserved(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| RESERVED.split_whitespace().collect());
    WORDS.contains(word)
}

/// Gives out names, none twice.
#[derive(Clone, Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// Takes names out of circulation, squashed or in any case.
    pub fn reserve<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.0.extend(names.into_iter().map(|n| {
            n.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase()
        }));
    }

    /// The first of `wishes` that is free, or the last of them with the smallest number that makes it so.
    pub fn claim(&mut self, wishes: &[Name]) -> Name {
        for wish in wishes {
            if self.0.insert(wish.squashed()) {
                return wish.clone();
            }
        }
        let last = wishes.last().cloned().unwrap_or(Name(vec!["name".into()]));
        let mut n = 2;
        loop {
            let numbered = last.numbered(n);
            if self.0.insert(numbered.squashed()) {
                return numbered;
            }
            n += 1;
        }
    }
}

/// Lower case ASCII words of a text in any script; emoji give their names.
pub fn words(text: &str) -> Vec<String> {
    let joined: String = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '`'))
        .collect();
    deunicode::deunicode_with_tofu(&joined, " ")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .flat_map(|w| {
            w.to_snake_case()
                .split('_')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|w| !w.is_empty())
        .collect()
}

/// A text on one line with no control characters, fit for prose in any format.
pub fn plain(text: &str) -> String {
    text.split(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    })
    .filter(|w| !w.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

/// [`plain`], at most `most` characters long, with an ellipsis where something was cut.
pub fn brief(text: &str, most: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= most {
        return text;
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_conventions() {
        let name = Name::of("Book the customer's cargo!", "command");
        assert_eq!(name.camel(), "bookTheCustomersCargo");
        assert_eq!(name.pascal(), "BookTheCustomersCargo");
        assert_eq!(name.kebab(), "book-the-customers-cargo");
        assert_eq!(name.shouting(), "BOOK_THE_CUSTOMERS_CARGO");
    }

    #[test]
    fn any_text_gives_a_name() {
        for text in [
            "",
            "!!!",
            "下单",
            "🎉",
            "42",
            "class",
            "Ünïcödé \"quoted\"\nlines",
            "\u{0}",
            "Заказ",
            "أمر",
            &"x".repeat(2000),
        ] {
            let name = Name::of(text, "command").snake();
            assert!(
                name.starts_with(|c: char| c.is_ascii_lowercase()),
                "{text:?} gave {name:?}"
            );
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{name:?}"
            );
            assert!(name.len() <= MAX_NAME + 8, "{name:?}");
        }
        assert_eq!(Name::of("class", "command").camel(), "classCommand");
        assert_eq!(Name::of("3PL", "context").kebab(), "context-3pl");
        assert_eq!(Name::of("", "context").kebab(), "context");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let claim = |names: &mut Names, text: &str| names.claim(&[Name::of(text, "thing")]).kebab();
        assert_eq!(claim(&mut names, "Order lines"), "order-lines");
        assert_eq!(claim(&mut names, "order-LINES"), "order-lines2");
        assert_eq!(claim(&mut names, "orderlines"), "orderlines3");
        assert_eq!(
            names
                .claim(&[
                    Name::of("Order lines", "x"),
                    Name::of("Order lines page", "x")
                ])
                .kebab(),
            "order-lines-page"
        );
    }

    #[test]
    fn brief_cuts_with_an_ellipsis() {
        assert_eq!(brief("one\ttwo\u{7}", 20), "one two");
        assert_eq!(brief("abcdef ghi", 8), "abcdef…");
    }
}
