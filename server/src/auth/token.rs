//! Tokens of capability links: 256 random bits, of which only the hash is kept.

use std::fmt;

use axum::http::header;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use store::Capability;
use subtle::ConstantTimeEq;
use sync::message::ACCESS_SUBPROTOCOL;

/// A secret: it has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new, unguessable one; fails when the system has no randomness.
    pub fn random() -> Result<Token, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Token(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What a request carries: `Authorization: Bearer TOKEN`, the WebSocket subprotocol `isobar.access.TOKEN`, or
    /// `?access=TOKEN`.
    pub fn of(request: &Parts) -> Option<Token> {
        let token = bearer(request)
            .or_else(|| subprotocol(request))
            .or_else(|| query(request))?;
        (!token.is_empty()).then_some(Token(token))
    }

    /// One that somebody has chosen.
    pub fn given(text: &str) -> Token {
        Token(text.to_owned())
    }

    /// Whether a hash is this token's; compared in constant time.
    pub fn is(&self, hash: &[u8; 32]) -> bool {
        self.hash().ct_eq(hash).into()
    }

    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The link of this token among those of a board that are valid; compared in constant time.
    pub fn among(&self, capabilities: &[Capability], now_ms: i64) -> Option<Capability> {
        let hash = self.hash();
        let fits = |c: &&Capability| bool::from(c.hash.ct_eq(&hash)) && c.is_valid_at(now_ms);
        capabilities.iter().find(fits).cloned()
    }

    /// The text, for a link that is handed out.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

fn bearer(request: &Parts) -> Option<String> {
    let value = request.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// A browser sends no header of its own with a WebSocket, and prints the address of one that fails.
fn subprotocol(request: &Parts) -> Option<String> {
    let lists = request.headers.get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let offered = lists.iter().filter_map(|list| list.to_str().ok());
    offered
        .flat_map(|list| list.split(','))
        .find_map(|one| one.trim().strip_prefix(ACCESS_SUBPROTOCOL))
        .map(str::to_owned)
}

fn query(request: &Parts) -> Option<String> {
    url::form_urlencoded::parse(request.uri.query()?.as_bytes())
        .find(|(name, _)| name == "access")
        .map(|(_, token)| token.into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use model::Role;

    use super::*;

    fn parts(uri: &str, authorization: Option<&str>) -> Parts {
        let mut request = Request::builder().uri(uri);
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn tokens_are_long_different_and_fit_urls() {
        let (a, b) = (Token::random().unwrap(), Token::random().unwrap());
        assert_ne!(a, b);
        assert_eq!(a.reveal().len(), 43);
        let safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        assert!(a.reveal().bytes().all(safe));
        assert_eq!(format!("{a:?}"), "Token(…)");
    }

    #[test]
    fn a_request_carries_its_token_in_a_header_or_the_query() {
        let read = |uri, header| Token::of(&parts(uri, header)).map(|t| t.0);
        assert_eq!(read("/x?access=abc", None).as_deref(), Some("abc"));
        assert_eq!(read("/x?a=1&access=a%2Db", None).as_deref(), Some("a-b"));
        assert_eq!(read("/x?access=q", Some("bearer h")).as_deref(), Some("h"));
        let mut offering = parts("/x?access=q", None);
        let offered = "isobar.ack.v1, isobar.access.a-_b".parse().unwrap();
        offering
            .headers
            .insert(header::SEC_WEBSOCKET_PROTOCOL, offered);
        assert_eq!(Token::of(&offering).map(|t| t.0).as_deref(), Some("a-_b"));
        assert_eq!(read("/x", Some("Basic abc")), None);
        assert_eq!(read("/x?access=", None), None);
    }

    #[test]
    fn a_token_gives_its_role_only_and_not_for_ever() {
        let (editor, viewer) = (Token::random().unwrap(), Token::random().unwrap());
        let link = |token: &Token, role, expires_ms| Capability {
            hash: token.hash(),
            role,
            granted_ms: 0,
            expires_ms,
            label: String::new(),
            used_ms: None,
        };
        let links = [
            link(&editor, Role::Editor, None),
            link(&viewer, Role::Viewer, Some(10)),
        ];
        let role = |token: &Token, now_ms| token.among(&links, now_ms).map(|c| c.role);
        assert_eq!(role(&editor, 10), Some(Role::Editor));
        assert_eq!(role(&viewer, 9), Some(Role::Viewer));
        assert_eq!(role(&viewer, 10), None);
        assert_eq!(role(&Token("guess".into()), 0), None);
    }
}
