//! Statements and blocks of a CML file, without a word on what they mean.

use super::tokens::{Kind, Token};
use crate::import::ImportError;

/// Tokens up to a block, and the block.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    pub head: Vec<Token>,
    pub block: Option<Vec<Statement>>,
}

impl Statement {
    pub fn word(&self, place: usize) -> &str {
        self.head.get(place).map_or("", |t| t.text.as_str())
    }

    pub fn line(&self) -> usize {
        self.head.first().map_or(1, |t| t.line)
    }

    pub fn statements(&self) -> &[Statement] {
        self.block.as_deref().unwrap_or_default()
    }

    /// The place of a word in the head.
    pub fn find(&self, word: &str) -> Option<usize> {
        let is_it = |t: &Token| t.kind == Kind::Word && t.text == word;
        self.head.iter().position(is_it)
    }
}

/// Groups tokens: a statement ends with its block, with `;`, or where the next line starts. What stands in round or
/// square brackets belongs together over several lines, and so does a list that goes on after a comma.
pub(super) fn statements(tokens: &[Token]) -> Result<Vec<Statement>, ImportError> {
    let mut place = 0;
    let found = block(tokens, &mut place, 0)?;
    match tokens.get(place) {
        Some(extra) => Err(ImportError::at_line(
            extra.line,
            "there is no block to close here",
        )),
        None => Ok(found),
    }
}

fn block(tokens: &[Token], place: &mut usize, depth: usize) -> Result<Vec<Statement>, ImportError> {
    const DEEPEST: usize = 64;
    let mut found = Vec::new();
    let mut open = Statement::default();
    let mut brackets = 0usize;
    while let Some(token) = tokens.get(*place) {
        let is_sign = |s: &str| token.kind == Kind::Sign && token.text == s;
        if is_sign("}") {
            break;
        }
        *place += 1;
        if is_sign("{") {
            if depth == DEEPEST {
                return Err(ImportError::at_line(
                    token.line,
                    "blocks are nested too deeply",
                ));
            }
            open.block = Some(block(tokens, place, depth + 1)?);
            if *place >= tokens.len() {
                return Err(ImportError::at_line(token.line, "this block has no end"));
            }
            *place += 1;
            brackets = 0;
            found.push(std::mem::take(&mut open));
            continue;
        }
        if is_sign(";") && brackets == 0 {
            found.push(std::mem::take(&mut open));
            continue;
        }
        match token.text.as_str() {
            "(" | "[" if token.kind == Kind::Sign => brackets += 1,
            ")" | "]" if token.kind == Kind::Sign => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        open.head.push(token.clone());
        let next = tokens.get(*place);
        let goes_on = next.is_none_or(|n| {
            let joins = |t: &Token| {
                t.kind == Kind::Sign && [",", "=", "->", "<-", "<->"].contains(&t.text.as_str())
            };
            let opens = n.kind == Kind::Sign && n.text == "{";
            n.line == token.line || brackets > 0 || joins(token) || joins(n) || opens
        });
        if !goes_on {
            found.push(std::mem::take(&mut open));
        }
    }
    if !open.head.is_empty() {
        found.push(open);
    }
    found.retain(|s| !s.head.is_empty() || s.block.is_some());
    Ok(found)
}
